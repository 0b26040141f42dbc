"""Classifies graphs with PyTorch Geometric."""
import torch
import torch.nn.functional as F
from torch_geometric.datasets import TUDataset
from torch_geometric.loader import DataLoader
from torch_geometric.nn import GCNConv, global_mean_pool

dataset = TUDataset(root="data", name="PROTEINS").shuffle()
train_loader = DataLoader(dataset[:900], batch_size=72, shuffle=True)


class GCN(torch.nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.conv = GCNConv(dataset.num_node_features, width)
        self.head = torch.nn.Linear(width, dataset.num_classes)

    def forward(self, x, edges, batch):
        return self.head(global_mean_pool(self.conv(x, edges).relu(), batch))


model = GCN(64)
optimizer = torch.optim.Adam(model.parameters(), lr=0.008)


def train():
    for data in train_loader:
        loss = F.cross_entropy(model(data.x, data.edge_index, data.batch), data.y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


for epoch in range(1, 161):
    train()
