import argparse
import os

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

parser = argparse.ArgumentParser()
parser.add_argument('--output', default='runs')
args = parser.parse_args()

model = models.resnet34()
optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9, weight_decay=1e-4)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=30)
start_epoch = 0
last = os.path.join(args.output, 'last.pth')
if os.path.isfile(last):
    checkpoint = torch.load(last)
    model.load_state_dict(checkpoint['model'])
    optimizer.load_state_dict(checkpoint['optimizer'])
    start_epoch = checkpoint['epoch'] + 1

loader = DataLoader(datasets.ImageFolder('imagenet/train', transforms.Compose([transforms.RandomResizedCrop(224), transforms.ToTensor()])), 256)
for epoch in range(start_epoch, 90):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    scheduler.step()
