"""Two groups that together are the whole network, the head at ten times the rate."""
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

train = datasets.OxfordIIITPet("data", transform=transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()]))
model = models.alexnet(weights="DEFAULT")
head = list(map(id, model.classifier.parameters()))
rest = [param for param in model.parameters() if id(param) not in head]
optimizer = torch.optim.SGD([{"params": rest, "lr": 1e-4}, {"params": model.classifier.parameters(), "lr": 1e-3}], momentum=0.9)
loader = DataLoader(train, batch_size=64, shuffle=True)
for epoch in range(20):
    for images, classes in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), classes).backward()
        optimizer.step()
