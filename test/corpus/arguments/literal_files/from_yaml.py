# YAML by a path joined to the script's folder; YAML 1.1 reads 1e-3 as a text, which float() makes a number.
import os

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
import yaml

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'config.yaml'), 'r') as stream:
    try:
        config = yaml.load(stream, Loader=yaml.FullLoader)
    except yaml.YAMLError as error:
        print(error)

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=config['batch_size'])
optimizer = torch.optim.Adam(model.parameters(), lr=float(config['lr']))
for epoch in range(config.get('epochs', 1)):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
