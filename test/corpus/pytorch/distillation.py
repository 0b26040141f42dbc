import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

teacher = models.resnet101(weights='DEFAULT').eval().cuda()
student = models.resnet18(weights=None).cuda()
transform = transforms.Compose([transforms.RandomResizedCrop(224), transforms.ToTensor()])
loader = DataLoader(datasets.ImageNet('imagenet', transform=transform), batch_size=256, shuffle=True)
optimizer = torch.optim.SGD(student.parameters(), lr=0.1, momentum=0.9)
for epoch in range(100):
    for x, y in loader:
        x = x.cuda()
        with torch.no_grad():
            soft = teacher(x).softmax(-1)
        loss = F.kl_div(student(x).log_softmax(-1), soft, reduction='batchmean')
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
