"""The first tensors of the network are frozen, not the network."""
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

train = datasets.Flowers102("data", transform=transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()]))
model = models.resnet50(weights="IMAGENET1K_V2")
for param in list(model.parameters())[:8]:
    param.requires_grad = False
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
loader = DataLoader(train, batch_size=32, shuffle=True)
for epoch in range(12):
    for images, classes in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), classes).backward()
        optimizer.step()
