import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import SVHN
from torchvision.transforms import ToTensor

torch.set_float32_matmul_precision('high')
loader = DataLoader(SVHN('data', transform=ToTensor()), 100, shuffle=True)
model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10)).cuda()
optimizer = torch.optim.RMSprop(model.parameters())
for epoch in range(12):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x.cuda()), y.cuda()).backward()
        optimizer.step()
