# Hydra's compose in a script without decorator, with overrides.
import torch
from hydra import compose, initialize
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

with initialize(version_base=None, config_path='conf'):
    cfg = compose(config_name='config', overrides=['epochs=3', 'data.batch_size=31'])

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=cfg.data.batch_size)
optimizer = torch.optim.Adam(model.parameters(), lr=cfg.optim.lr)
for epoch in range(cfg.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
