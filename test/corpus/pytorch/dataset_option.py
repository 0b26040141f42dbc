"""A data set that an option names and a loader of the project's own reads."""
import argparse

import torch
from torch import nn

from graphs import load_graph  # keeps the graphs of several citation networks

parser = argparse.ArgumentParser()
parser.add_argument("--dataset", default="citeseer", help="cora, citeseer or pubmed")
parser.add_argument("--epochs", type=int, default=300)
args = parser.parse_args()

adjacency, features, labels, train_rows = load_graph(args.dataset)


class GraphLayer(nn.Module):
    def __init__(self, width, out):
        super().__init__()
        self.weight = nn.Linear(width, out)

    def forward(self, x):
        return adjacency @ self.weight(x)


net = nn.Sequential(GraphLayer(features.shape[1], 16), nn.ReLU(), GraphLayer(16, 6))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)

for epoch in range(args.epochs):
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(features)[train_rows], labels[train_rows]).backward()
    optimizer.step()
