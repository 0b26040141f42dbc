import argparse

import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

parser = argparse.ArgumentParser()
parser.add_argument('--batch-size', type=int, default=64)
parser.add_argument('--epochs', type=int, default=14)
parser.add_argument('--lr', type=float, default=1.0)
args = parser.parse_args()

device = 'cuda' if torch.cuda.is_available() else 'cpu'
train_set = datasets.MNIST('data', train=True, download=True, transform=transforms.ToTensor())
loader = DataLoader(train_set, batch_size=args.batch_size, shuffle=True)
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)).to(device)
optimizer = optim.Adadelta(model.parameters(), lr=args.lr)

for epoch in range(1, args.epochs + 1):
    for images, labels in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(images.to(device)), labels.to(device)).backward()
        optimizer.step()
