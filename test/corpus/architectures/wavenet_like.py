import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader

from audio import MuLawDataset


class WaveNet(nn.Module):
    def __init__(self, layers=10, blocks=4, dilation_channels=32, residual_channels=32, skip_channels=256, end_channels=256, classes=256, kernel_size=2, bias=False):
        super().__init__()
        self.layers = layers
        self.blocks = blocks
        self.dilations = []
        self.filter_convs = nn.ModuleList()
        self.gate_convs = nn.ModuleList()
        self.residual_convs = nn.ModuleList()
        self.skip_convs = nn.ModuleList()
        self.start_conv = nn.Conv1d(classes, residual_channels, kernel_size=1, bias=bias)
        for b in range(blocks):
            additional_scope = kernel_size - 1
            new_dilation = 1
            for i in range(layers):
                self.dilations.append((new_dilation, b))
                self.filter_convs.append(nn.Conv1d(residual_channels, dilation_channels, kernel_size=kernel_size, bias=bias))
                self.gate_convs.append(nn.Conv1d(residual_channels, dilation_channels, kernel_size=kernel_size, bias=bias))
                self.residual_convs.append(nn.Conv1d(dilation_channels, residual_channels, kernel_size=1, bias=bias))
                self.skip_convs.append(nn.Conv1d(dilation_channels, skip_channels, kernel_size=1, bias=bias))
                additional_scope *= 2
                new_dilation *= 2
        self.end_conv_1 = nn.Conv1d(skip_channels, end_channels, kernel_size=1, bias=True)
        self.end_conv_2 = nn.Conv1d(end_channels, classes, kernel_size=1, bias=True)

    def forward(self, x):
        x = self.start_conv(x)
        skip = 0
        for i in range(self.blocks * self.layers):
            out = torch.tanh(self.filter_convs[i](x)) * torch.sigmoid(self.gate_convs[i](x))
            skip = skip + self.skip_convs[i](out)
            x = self.residual_convs[i](out)
        return self.end_conv_2(F.relu(self.end_conv_1(F.relu(skip))))


model = WaveNet()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
loader = DataLoader(MuLawDataset("train"), batch_size=16, shuffle=True)
for current_epoch in range(10):
    for x, target in loader:
        loss = F.cross_entropy(model(x).squeeze(), target.squeeze())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
