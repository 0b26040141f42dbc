import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import models

from histology import PatchDataset


class PatchClassifier(nn.Module):
    def __init__(self, n_classes=9):
        super().__init__()
        self.backbone = models.vgg16(weights=models.VGG16_Weights.DEFAULT)
        in_features = self.backbone.classifier[6].in_features
        self.backbone.classifier[6] = nn.Linear(in_features, 256)
        self.head = nn.Sequential(nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, n_classes))

    def forward(self, x):
        return self.head(self.backbone(x))


model = PatchClassifier()
loader = DataLoader(PatchDataset("train"), batch_size=32, shuffle=True)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
for epoch in range(12):
    for x, y in loader:
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
