"""Presets of settings that values yield to what is given at the call."""
from functools import partial

import torch
from torch.utils.data import DataLoader

BASE = {"lr": 1e-3, "batch_size": 64, "epochs": 10}
PRESETS = {
    "small": {**BASE, "batch_size": 16},
    "large": {**BASE, "lr": BASE["lr"] / 2, "epochs": BASE["epochs"] * 3},
}
make_optimizer = partial(torch.optim.SGD, momentum=0.9)


def settings(name="large", **overrides):
    return {**PRESETS[name], **overrides}


def train(model, data, *, lr, batch_size, epochs):
    optimizer = make_optimizer(model.parameters(), lr=lr)
    for _ in range(epochs):
        for x, y in DataLoader(data, batch_size=batch_size):
            torch.nn.functional.mse_loss(model(x), y).backward()
            optimizer.step()
            optimizer.zero_grad()


if __name__ == "__main__":
    train(torch.nn.Linear(8, 1), torch.load("train.pt"), **settings(batch_size=128))
