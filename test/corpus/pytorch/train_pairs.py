import torch
from torch import nn


class Learner:
    def __init__(self, width):
        self.net = nn.Linear(width, 1)

    def batches_of(self, batch_size):
        for start in range(0, 1000, batch_size):
            yield torch.ones(batch_size, 4)

    def train_on_pairs(self, rate, batch_size, rounds):
        optimizer = torch.optim.Adam(self.net.parameters(), lr=rate)
        for epoch in range(rounds):
            for pairs in list(self.batches_of(batch_size)):
                optimizer.zero_grad()
                self.net(pairs).mean().backward()
                optimizer.step()
