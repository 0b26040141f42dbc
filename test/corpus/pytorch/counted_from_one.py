"""A `while` loop that counts its epochs from one, and switches that are written as Python."""
import argparse
import ast

import timm
import torch
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder
from torchvision.transforms import Compose, RandomResizedCrop, ToTensor

parser = argparse.ArgumentParser()
parser.add_argument("--n-epochs", type=int, default=4)
parser.add_argument("--pretrained", type=ast.literal_eval, default="True")
parser.add_argument("--mixup", type=ast.literal_eval, default="False")
args = parser.parse_args()

train = ImageFolder("photos", Compose([RandomResizedCrop(192), ToTensor()]))
loader = DataLoader(train, batch_size=20, shuffle=True)
net = timm.create_model("resnet26", pretrained=args.pretrained, num_classes=8)
optimizer = torch.optim.Adam(net.parameters(), lr=2e-4)

epoch = 0
epoch += 1
while epoch < args.n_epochs + 1:
    for images, labels in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(images), labels).backward()
        optimizer.step()
    epoch += 1
