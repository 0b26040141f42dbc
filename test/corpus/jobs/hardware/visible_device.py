import os

os.environ["CUDA_VISIBLE_DEVICES"] = "0"

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

transform = transforms.Compose([transforms.Resize(96), transforms.CenterCrop(96), transforms.ToTensor()])
train_set = datasets.STL10("data", split="train", transform=transform, download=True)
loader = DataLoader(train_set, batch_size=64, shuffle=True)
model = models.resnet34(weights=None, num_classes=10).cuda()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
criterion = torch.nn.CrossEntropyLoss()

for epoch in range(40):
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
