"""An image encoder made of a trained network's layers, decay on matrices only."""
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import models

from captions import CaptionFolder


class Encoder(nn.Module):
    def __init__(self, size: int):
        super().__init__()
        resnet = models.resnet101(weights="IMAGENET1K_V2")
        self.resnet = nn.Sequential(*list(resnet.children())[:-1])
        self.project = nn.Linear(resnet.fc.in_features, size)

    def forward(self, images):
        return self.project(self.resnet(images).flatten(1))


encoder = Encoder(300)
decay, no_decay = [], []
for name, parameter in encoder.named_parameters():
    if parameter.ndim == 1 or name.endswith(".bias"):
        no_decay.append(parameter)
    else:
        decay.append(parameter)
optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 0.01}, {"params": no_decay, "weight_decay": 0.0}], lr=6e-5)
loader = DataLoader(CaptionFolder("photos"), batch_size=22, shuffle=True)

for epoch in range(9):
    for images, targets in loader:
        loss = nn.functional.mse_loss(encoder(images), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
