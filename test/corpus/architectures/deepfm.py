import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class DeepFM(nn.Module):
    def __init__(self, cardinalities, k=16, mlp=(256, 128)):
        super().__init__()
        self.linear = nn.ModuleList(nn.Embedding(n, 1) for n in cardinalities)
        self.tables = nn.ModuleDict({f"field_{i}": nn.EmbeddingBag(n, k, mode="sum") for i, n in enumerate(cardinalities)})
        self.bias = nn.Parameter(torch.zeros((1,)))
        widths = [len(cardinalities) * k, *mlp, 1]
        self.mlp = nn.Sequential(*[m for a, b in zip(widths, widths[1:]) for m in (nn.Linear(a, b), nn.ReLU())][:-1])


model = DeepFM([1000, 500, 24, 7])

loader = DataLoader(TensorDataset(inputs, targets), batch_size=32, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
