# configparser: sections by getters and by items.
import configparser

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

parser = configparser.ConfigParser()
parser.read('config.ini')
train = parser['train']

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=int(train['batch_size']))
optimizer = torch.optim.Adam(model.parameters(), lr=train.getfloat('lr'))
for epoch in range(parser.getint('train', 'epochs')):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
