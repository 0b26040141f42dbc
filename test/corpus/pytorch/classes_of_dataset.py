import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

train_data = datasets.FashionMNIST("data", train=True, download=True, transform=transforms.ToTensor())
class_names = train_data.classes
model = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 32), nn.ReLU(), nn.Linear(32, len(class_names)))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(4):
    for images, labels in DataLoader(train_data, batch_size=128, shuffle=True):
        loss = nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
