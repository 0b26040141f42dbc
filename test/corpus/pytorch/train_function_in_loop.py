import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

from helpers.loops import train_one_epoch, validate

digits = datasets.SVHN("data", split="train", transform=transforms.Compose([transforms.Resize(40), transforms.ToTensor()]))
loader = DataLoader(digits, batch_size=256, shuffle=True, num_workers=4)
model = models.resnet18(num_classes=10)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)

for epoch in range(30):
    train_one_epoch(model, loader, optimizer, epoch)
    validate(model)
