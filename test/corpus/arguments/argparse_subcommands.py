# Sub-commands: only one of them trains, and each has options of its own.
import argparse

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def train(args):
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    data = DataLoader(datasets.FashionMNIST(args.root, transform=transforms.ToTensor()), batch_size=args.batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        for x, y in data:
            loss = torch.nn.functional.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    torch.save(model.state_dict(), args.output)


def evaluate(args):
    data = DataLoader(datasets.FashionMNIST(args.root, train=False), batch_size=args.batch_size)
    for x, y in data:
        print(x.shape)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--root', default='.')
    commands = parser.add_subparsers(dest='command', required=True)

    training = commands.add_parser('train')
    training.add_argument('--epochs', type=int, default=8)
    training.add_argument('--lr', type=float, default=0.05)
    training.add_argument('--batch-size', type=int, default=100)
    training.add_argument('output')
    training.set_defaults(func=train)

    testing = commands.add_parser('evaluate')
    testing.add_argument('--batch-size', type=int, default=1000)
    testing.set_defaults(func=evaluate)

    args = parser.parse_args()
    args.func(args)


if __name__ == '__main__':
    main()
