# A module loaded from its file.
import importlib.util
from importlib.machinery import SourceFileLoader

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

spec = importlib.util.spec_from_file_location('config', 'config.py')
first = importlib.util.module_from_spec(spec)
spec.loader.exec_module(first)
second = SourceFileLoader('config', './config.py').load_module()

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=first.BATCH_SIZE)
optimizer = torch.optim.Adam(model.parameters(), lr=second.LR)
for epoch in range(first.EPOCHS):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
