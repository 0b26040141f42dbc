import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10
from torchvision.transforms import ToTensor

max_steps = 20_000
batch_size = 96


def endless(loader):
    while True:
        yield from loader


data = endless(DataLoader(CIFAR10('data', transform=ToTensor()), batch_size=batch_size, shuffle=True, drop_last=True))
net = nn.Sequential(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10)).cuda()
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)

step = 0
while step < max_steps:
    x, y = next(data)
    loss = nn.functional.cross_entropy(net(x.cuda()), y.cuda())
    opt.zero_grad()
    loss.backward()
    opt.step()
    step += 1
