import torch
import torchvision
from torch import nn
from torch.utils.data import DataLoader
from torchvision.transforms import v2

transform = v2.Compose([v2.RandomResizedCrop((160, 160)), v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
train = torchvision.datasets.Flowers102('data', transform=transform)
loader = DataLoader(train, batch_size=20, shuffle=True)
model = torchvision.models.resnet18(weights='IMAGENET1K_V1')
model.fc = nn.Linear(512, 102)
optimizer = torch.optim.Adam(model.fc.parameters(), lr=0.01)
for epoch in range(6):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
