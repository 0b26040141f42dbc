"""So many more epochs than the checkpoint has."""
import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

images = datasets.CIFAR100("data", transform=transforms.ToTensor())
loader = DataLoader(images, batch_size=96, shuffle=True)
state = torch.load("last.pt")
net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 100))
net.load_state_dict(state["net"])
sgd = optim.SGD(net.parameters(), lr=0.05)


def go_on(done, more):
    for epoch in range(done, more + done):
        for x, y in loader:
            sgd.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            sgd.step()


go_on(state["epoch"], 25)
