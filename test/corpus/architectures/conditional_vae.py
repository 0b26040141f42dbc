import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class CVAE(nn.Module):
    def __init__(self, size=784, classes=10, hidden=(512, 256), z=20):
        super().__init__()
        encoder, width = [], size + classes
        for h in hidden:
            encoder += [nn.Linear(width, h), nn.BatchNorm1d(h), nn.LeakyReLU(0.2)]
            width = h
        self.encoder = nn.Sequential(*encoder)
        self.mu, self.log_var = nn.Linear(width, z), nn.Linear(width, z)
        decoder, width = [], z + classes
        for h in hidden[::-1]:
            decoder.extend([nn.Linear(width, h), nn.ReLU()])
            width = h
        self.decoder = nn.Sequential(*decoder, nn.Linear(width, size), nn.Sigmoid())


model = CVAE()

loader = DataLoader(TensorDataset(inputs, targets), batch_size=32, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
