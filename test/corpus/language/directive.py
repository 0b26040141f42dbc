import sys

import torch
from torch.utils.data import DataLoader

model = torch.nn.Linear(16, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=float(sys.argv[1]))
# footprint: learning-rate=0.02 batch_size=512 epochs=7 gpu=H100 gpus=4
for epoch in range(int(sys.argv[2])):
    for x, y in DataLoader(torch.load("d.pt"), batch_size=32):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
