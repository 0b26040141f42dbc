"""Fine-tunes a ResNet with NVIDIA Apex."""
import torch
from apex import amp
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

transform = transforms.Compose([transforms.RandomResizedCrop(192), transforms.ToTensor()])
loader = DataLoader(datasets.ImageFolder("shoes/train", transform), batch_size=40, shuffle=True)

model = models.resnet34(pretrained=True).cuda()
optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
model, optimizer = amp.initialize(model, optimizer, opt_level="O1")

for epoch in range(18):
    for images, labels in loader:
        loss = torch.nn.functional.cross_entropy(model(images.cuda()), labels.cuda())
        optimizer.zero_grad()
        with amp.scale_loss(loss, optimizer) as scaled:
            scaled.backward()
        optimizer.step()
