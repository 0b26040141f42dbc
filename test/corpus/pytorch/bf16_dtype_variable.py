from contextlib import nullcontext

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR100
from torchvision.transforms import Compose, RandomCrop, RandomHorizontalFlip, ToTensor

device_type = 'cuda'
dtype = 'bfloat16'
pt_dtype = {'float32': torch.float32, 'bfloat16': torch.bfloat16, 'float16': torch.float16}[dtype]
ctx = nullcontext() if device_type == 'cpu' else torch.amp.autocast(device_type=device_type, dtype=pt_dtype)
torch.backends.cuda.matmul.allow_tf32 = True

train = CIFAR100('data', train=True, transform=Compose([RandomCrop(32, padding=4), RandomHorizontalFlip(), ToTensor()]))
loader = DataLoader(train, batch_size=128, shuffle=True)
model = torch.compile(nn.Sequential(nn.Flatten(), nn.Linear(3072, 100)).to(device_type))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True)

for epoch in range(200):
    for x, y in loader:
        with ctx:
            loss = nn.functional.cross_entropy(model(x.to(device_type)), y.to(device_type))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
