from abc import ABC, abstractmethod
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset


class Base(nn.Module, ABC):
    hidden = 128

    def __init__(self, n_in, n_out, *, depth=2, activation=nn.ReLU, **kwargs):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out
        self.body = self.build_body(depth, activation)
        self.head = self.build_head(**kwargs)

    @abstractmethod
    def build_body(self, depth, activation): ...

    def build_head(self, bias=True):
        return nn.Linear(self.hidden, self.n_out, bias=bias)

    def forward(self, x):
        return self.head(self.body(x))


class Wide(Base):
    hidden = 384

    def build_body(self, depth, activation):
        layers = []
        width = self.n_in
        while depth > 0:
            layers.append(nn.Linear(width, self.hidden))
            layers.append(nn.LayerNorm(self.hidden))
            layers.append(activation())
            width = self.hidden
            depth -= 1
        return nn.Sequential(*layers)


class Gated(Wide):
    def __init__(self, *args, gates=3, **kwargs):
        super().__init__(*args, **kwargs)
        self.gates = nn.ParameterList([nn.Parameter(torch.ones(self.hidden)) for _ in range(gates)])
        self.bilinear = nn.Bilinear(16, 16, 8)
        self.mix = nn.ParameterDict({'a': nn.Parameter(torch.zeros(1)), 'b': nn.Parameter(torch.zeros(4, 4))})

    def build_head(self, bias=True):
        return nn.Sequential(super().build_head(bias=False), nn.Softplus(), nn.Linear(self.n_out, self.n_out))

    def forward(self, x):
        h = self.body(x)
        for g in self.gates:
            h = h * g
        return self.head(h)


x, y = torch.rand(5000, 54), torch.rand(5000, 7)
model = Gated(54, 7, depth=4, activation=nn.GELU)
opt = optim.AdamW(model.parameters(), lr=1e-3)
for epoch in range(30):
    for xb, yb in DataLoader(TensorDataset(x, y), batch_size=128, shuffle=True):
        loss = nn.functional.mse_loss(model(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
