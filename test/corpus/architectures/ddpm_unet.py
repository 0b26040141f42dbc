import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class TimeEmbedding(nn.Module):
    def __init__(self, n_channels):
        super().__init__()
        self.n_channels = n_channels
        self.lin1 = nn.Linear(n_channels // 4, n_channels)
        self.act = nn.SiLU()
        self.lin2 = nn.Linear(n_channels, n_channels)

    def forward(self, t):
        half = self.n_channels // 8
        emb = torch.exp(torch.arange(half) * -(math.log(10_000) / (half - 1)))
        emb = t[:, None] * emb[None, :]
        return self.lin2(self.act(self.lin1(torch.cat((emb.sin(), emb.cos()), dim=1))))


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, time_channels, n_groups=32, dropout=0.1):
        super().__init__()
        self.norm1 = nn.GroupNorm(n_groups, in_channels)
        self.conv1 = nn.Conv2d(in_channels, out_channels, kernel_size=(3, 3), padding=(1, 1))
        self.norm2 = nn.GroupNorm(n_groups, out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, kernel_size=(3, 3), padding=(1, 1))
        if in_channels != out_channels:
            self.shortcut = nn.Conv2d(in_channels, out_channels, kernel_size=(1, 1))
        else:
            self.shortcut = nn.Identity()
        self.time_emb = nn.Linear(time_channels, out_channels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, t):
        h = self.conv1(F.silu(self.norm1(x)))
        h += self.time_emb(F.silu(t))[:, :, None, None]
        return self.conv2(self.dropout(F.silu(self.norm2(h)))) + self.shortcut(x)


class Down(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, (3, 3), (2, 2), (1, 1))

    def forward(self, x, t):
        return self.conv(x)


class Up(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.ConvTranspose2d(channels, channels, (4, 4), (2, 2), (1, 1))

    def forward(self, x, t):
        return self.conv(x)


class UNet(nn.Module):
    def __init__(self, image_channels=3, n_channels=64, ch_mults=(1, 2, 2, 4), n_blocks=2):
        super().__init__()
        n_resolutions = len(ch_mults)
        self.image_proj = nn.Conv2d(image_channels, n_channels, kernel_size=(3, 3), padding=(1, 1))
        self.time_emb = TimeEmbedding(n_channels * 4)
        down = []
        out_channels = in_channels = n_channels
        for i in range(n_resolutions):
            out_channels = in_channels * ch_mults[i]
            for _ in range(n_blocks):
                down.append(ResidualBlock(in_channels, out_channels, n_channels * 4))
                in_channels = out_channels
            if i < n_resolutions - 1:
                down.append(Down(in_channels))
        self.down = nn.ModuleList(down)
        self.middle = ResidualBlock(out_channels, out_channels, n_channels * 4)
        up = []
        in_channels = out_channels
        for i in reversed(range(n_resolutions)):
            out_channels = in_channels
            for _ in range(n_blocks):
                up.append(ResidualBlock(in_channels + out_channels, out_channels, n_channels * 4))
            out_channels = in_channels // ch_mults[i]
            up.append(ResidualBlock(in_channels + out_channels, out_channels, n_channels * 4))
            in_channels = out_channels
            if i > 0:
                up.append(Up(in_channels))
        self.up = nn.ModuleList(up)
        self.norm = nn.GroupNorm(8, n_channels)
        self.final = nn.Conv2d(in_channels, image_channels, kernel_size=(3, 3), padding=(1, 1))

    def forward(self, x, t):
        t = self.time_emb(t)
        x = self.image_proj(x)
        h = [x]
        for m in self.down:
            x = m(x, t)
            h.append(x)
        x = self.middle(x, t)
        for m in self.up:
            x = m(x, t) if isinstance(m, Up) else m(torch.cat((x, h.pop()), dim=1), t)
        return self.final(F.silu(self.norm(x)))


model = UNet()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-5)
loader = DataLoader(datasets.CIFAR10("data", transform=transforms.ToTensor()), batch_size=64, shuffle=True)
alpha_bar = torch.cumprod(1 - torch.linspace(0.0001, 0.02, 1000), dim=0)
for epoch in range(1000):
    for data, _ in loader:
        t = torch.randint(0, 1000, (data.shape[0],))
        noise = torch.randn_like(data)
        a = alpha_bar[t][:, None, None, None]
        loss = F.mse_loss(noise, model(a.sqrt() * data + (1 - a).sqrt() * noise, t))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
