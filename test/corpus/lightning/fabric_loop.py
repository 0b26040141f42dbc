import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR100
from torchvision.transforms import ToTensor

fabric = L.Fabric(accelerator='cuda', devices=8, precision='bf16-mixed')
fabric.launch()
model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 100))
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
model, optimizer = fabric.setup(model, optimizer)
loader = fabric.setup_dataloaders(DataLoader(CIFAR100('data', transform=ToTensor()), batch_size=80, shuffle=True))
for epoch in range(11):
    for x, y in loader:
        optimizer.zero_grad()
        fabric.backward(nn.functional.cross_entropy(model(x), y))
        optimizer.step()
