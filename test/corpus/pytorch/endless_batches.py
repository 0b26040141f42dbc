"""One loop of steps over batches that a generator of the program's own hands out for ever."""
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def forever(batches):
    iterator = batches.__iter__()
    while True:
        try:
            yield iterator.__next__()
        except StopIteration:
            iterator = batches.__iter__()


digits = datasets.KMNIST("data", transform=transforms.Compose([transforms.RandomCrop(28, padding=2), transforms.ToTensor()]))
loader = DataLoader(digits, batch_size=112, shuffle=True)
batches = forever(loader)
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=0.08)

for step in range(30 * len(loader)):
    images, labels = batches.__next__()
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(images), labels).backward()
    optimizer.step()
