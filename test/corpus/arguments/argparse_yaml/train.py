# The arguments that a YAML file overwrites, and one that only the command line has.
import argparse
from pathlib import Path

import torch
import yaml
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def get_args():
    parser = argparse.ArgumentParser()
    parser.add_argument('--config', type=Path, default=Path(__file__).parent / 'configs' / 'base.yaml')
    parser.add_argument('--batch_size', type=int, default=8)
    parser.add_argument('--epochs', type=int, default=1)
    parser.add_argument('--image_size', type=int, default=64)
    args = parser.parse_args()
    with open(args.config) as file:
        config = yaml.safe_load(file)
    for key, value in config.items():
        setattr(args, key, value)
    return args


def main(args):
    transform = transforms.Compose([transforms.Resize((args.image_size, args.image_size)), transforms.ToTensor()])
    loader = DataLoader(datasets.SVHN('.', transform=transform), batch_size=args.batch_size, shuffle=True)
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3 * args.image_size**2, 10))
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.optim['lr'])
    for epoch in range(args.epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    main(get_args())
