import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision.datasets import EMNIST
from torchvision.transforms import ToTensor


def loaders(batch_size=75):
    full = EMNIST('data', split='letters', transform=ToTensor())
    train, val = random_split(full, [100_000, len(full) - 100_000])
    return DataLoader(train, batch_size=batch_size, shuffle=True), DataLoader(val, batch_size=batch_size)


train_loader, val_loader = loaders()
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 27))
optimizer = torch.optim.NAdam(model.parameters(), lr=2e-3)
for epoch in range(7):
    for x, y in train_loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
