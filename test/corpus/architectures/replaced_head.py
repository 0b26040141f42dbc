import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

train_set = datasets.ImageFolder("hymenoptera/train", transforms.Compose([transforms.RandomResizedCrop(224), transforms.ToTensor()]))
loader = DataLoader(train_set, batch_size=4, shuffle=True)
model_ft = models.resnet18(weights="IMAGENET1K_V1")
num_ftrs = model_ft.fc.in_features
model_ft.fc = nn.Linear(num_ftrs, 2)
model_ft = model_ft.to("cuda")
criterion = nn.CrossEntropyLoss()
optimizer_ft = torch.optim.SGD(model_ft.parameters(), lr=0.001, momentum=0.9)
for epoch in range(25):
    for inputs, labels in loader:
        optimizer_ft.zero_grad()
        loss = criterion(model_ft(inputs.cuda()), labels.cuda())
        loss.backward()
        optimizer_ft.step()
