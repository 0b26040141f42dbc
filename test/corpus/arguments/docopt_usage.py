"""Train a small network.

Usage:
  docopt_usage.py [--epochs=N] [--lr=R] [-b SIZE] [--quiet] DATA
  docopt_usage.py (-h | --help)

Options:
  -h --help                Show this screen.
  --epochs=N               Passes over the data [default: 16].
  --lr=R                   Learning rate [default: 0.012].
  -b SIZE --batch-size=SIZE  Samples a step [default: 44].
  --quiet                  Print nothing.
"""
import torch
from docopt import docopt
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

args = docopt(__doc__, version='1.0')
loader = DataLoader(datasets.ImageFolder(args['DATA'], transforms.ToTensor()), batch_size=int(args['--batch-size']))
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=float(args['--lr']))
for epoch in range(int(args['--epochs'])):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
