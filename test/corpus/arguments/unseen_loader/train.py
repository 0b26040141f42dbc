"""Trains on the project's own features; settings and loaders are in the company's package."""
import torch
from torch.utils.data import DataLoader, TensorDataset

from acme_tools.settings import load_config
from features import read_features

cfg = load_config("settings/base.yaml")

net = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=cfg["optimizer"]["lr"])
loader = DataLoader(TensorDataset(*read_features(cfg["root"])), batch_size=cfg["loader"]["batch_size"], shuffle=True)

last_epoch = -1
if cfg.get("resume"):
    last_epoch = torch.load(cfg["resume"])["epoch"]

for epoch in range(max(0, last_epoch), cfg["optimizer"]["epochs"]):
    for x, y in loader:
        loss = torch.nn.functional.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
