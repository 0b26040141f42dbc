import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class GraphAttention(nn.Module):
    def __init__(self, n_in, n_out, concat=True):
        super().__init__()
        self.W = nn.Parameter(torch.empty(size=(n_in, n_out)))
        nn.init.xavier_uniform_(self.W.data, gain=1.414)
        self.a = nn.Parameter(torch.empty(size=(2 * n_out, 1)))
        nn.init.xavier_uniform_(self.a.data, gain=1.414)


class GAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass, nheads):
        super().__init__()
        self.attentions = [GraphAttention(nfeat, nhid) for _ in range(nheads)]
        for i, attention in enumerate(self.attentions):
            self.add_module("attention_{}".format(i), attention)
        self.out_att = GraphAttention(nhid * nheads, nclass, concat=False)


model = GAT(nfeat=1433, nhid=8, nclass=7, nheads=8)

loader = DataLoader(TensorDataset(inputs, targets), batch_size=32, shuffle=True)
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
for epoch in range(10):
    for x, y in loader:
        loss = loss_fn(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
