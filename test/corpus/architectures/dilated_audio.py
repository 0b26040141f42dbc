import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class CausalConv1d(nn.Conv1d):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1, **kw):
        self._pad = (kernel_size - 1) * dilation
        super().__init__(in_channels, out_channels, kernel_size, dilation=dilation, padding=0, **kw)

    def forward(self, x):
        return super().forward(F.pad(x, (self._pad, 0)))


class ResidualBlock(nn.Module):
    def __init__(self, res_channels, skip_channels, dilation):
        super().__init__()
        self.filter = CausalConv1d(res_channels, res_channels, 2, dilation)
        self.gate = CausalConv1d(res_channels, res_channels, 2, dilation)
        self.conv_res = nn.Conv1d(res_channels, res_channels, 1)
        self.conv_skip = nn.Conv1d(res_channels, skip_channels, 1)

    def forward(self, x):
        gated = torch.tanh(self.filter(x)) * torch.sigmoid(self.gate(x))
        return self.conv_res(gated) + x, self.conv_skip(gated)


class WaveNet(nn.Module):
    def __init__(self, layer_size=8, stack_size=3, in_channels=256, res_channels=64, skip=128):
        super().__init__()
        self.causal = CausalConv1d(in_channels, res_channels, 2, bias=False)
        self.res_blocks = nn.ModuleList(
            ResidualBlock(res_channels, skip, 2 ** i) for s in range(stack_size) for i in range(layer_size)
        )
        self.conv1 = nn.Conv1d(skip, skip, 1)
        self.conv2 = nn.Conv1d(skip, in_channels, 1)

    def forward(self, x):
        x = self.causal(x)
        skips = 0
        for block in self.res_blocks:
            x, s = block(x)
            skips = skips + s
        out = F.relu(skips)
        out = F.relu(self.conv1(out))
        return self.conv2(out)


audio = torch.randint(0, 256, (512, 1024))
loader = DataLoader(TensorDataset(audio), batch_size=8, shuffle=True)
net = WaveNet()
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for epoch in range(100):
    for (wave,) in loader:
        onehot = F.one_hot(wave, 256).float().permute(0, 2, 1)
        pred = net(onehot[:, :, :-1])
        loss = F.cross_entropy(pred, wave[:, 1:])
        opt.zero_grad()
        loss.backward()
        opt.step()
