import torch
import torch.nn as nn
import torch.nn.functional as F
from torch_geometric.datasets import Planetoid
from torch_geometric.nn import GATConv, GCNConv, GINConv, SAGEConv, global_add_pool


class Net(torch.nn.Module):
    def __init__(self, in_channels=1433, hidden=64, out_channels=7):
        super().__init__()
        self.conv1 = GCNConv(in_channels, hidden)
        self.conv2 = SAGEConv(hidden, hidden)
        self.conv3 = GATConv(hidden, 8, heads=8, dropout=0.6)
        self.conv4 = GINConv(nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64)), train_eps=True)
        self.lin = nn.Linear(64, out_channels)

    def forward(self, data):
        x, edge_index = data.x, data.edge_index
        for conv in (self.conv1, self.conv2, self.conv3, self.conv4):
            x = F.relu(conv(x, edge_index))
        return F.log_softmax(self.lin(x), dim=1)


dataset = Planetoid(root="/tmp/Cora", name="Cora")
data = dataset[0]
model = Net()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)
model.train()
for epoch in range(200):
    optimizer.zero_grad()
    out = model(data)
    loss = F.nll_loss(out[data.train_mask], data.y[data.train_mask])
    loss.backward()
    optimizer.step()
