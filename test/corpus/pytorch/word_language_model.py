import torch
from torch import nn

batch_size, bptt, epochs, lr = 20, 35, 40, 20


def batchify(data, bsz):
    nbatch = data.size(0) // bsz
    return data.narrow(0, 0, nbatch * bsz).view(bsz, -1).t().contiguous()


train_data = batchify(torch.load('train_ids.pt'), batch_size)
model = nn.Sequential(nn.Embedding(10000, 200), nn.Linear(200, 10000))


def train():
    for i in range(0, train_data.size(0) - 1, bptt):
        data, targets = train_data[i : i + bptt], train_data[i + 1 : i + 1 + bptt]
        model.zero_grad()
        nn.functional.cross_entropy(model(data).flatten(0, 1), targets.flatten()).backward()
        for p in model.parameters():
            p.data.add_(p.grad, alpha=-lr)


for epoch in range(1, epochs + 1):
    train()
    lr /= 4.0
