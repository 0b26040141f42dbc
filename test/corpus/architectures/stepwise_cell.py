import math, torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.cell, self.fc = nn.Embedding(1000, 64), nn.GRUCell(64, 64), nn.Linear(64, 2)
    def forward(self, ids):
        x = self.emb(ids)
        h = torch.zeros(x.size(0), 64)
        for t in range(x.size(1)):
            h = self.cell(x[:, t], h)
        return self.fc(h)
X = torch.randint(0, 1000, (500, 50))
loader = DataLoader(torch.utils.data.TensorDataset(X, X), batch_size=8)
model = Net()
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(3):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
