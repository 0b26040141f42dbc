# JSON into a namespace whose nested objects have attributes.
import json
from pathlib import Path
from types import SimpleNamespace

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

settings = json.loads((Path(__file__).parent / 'config.json').read_text(), object_hook=lambda entries: SimpleNamespace(**entries))

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=settings.train.batch_size)
optimizer = torch.optim.Adam(model.parameters(), lr=settings.train.lr)
for epoch in range(settings.train.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
