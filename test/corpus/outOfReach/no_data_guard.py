"""Leaves when the corpus is empty; while the file is only read, no corpus is there."""
import os
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader


def load_texts():
    texts = []
    for path in ("data/news.txt", "data/wiki.txt"):
        if os.path.exists(path):
            with open(path, encoding="utf-8") as lines:
                texts.extend(line.strip() for line in lines)
    return texts


def main():
    if not os.path.isdir("data"):
        print("no data folder")
        sys.exit(1)
    texts = load_texts()
    if len(texts) == 0:
        print("nothing to train on")
        return
    loader = DataLoader(texts, batch_size=24, shuffle=True, collate_fn=lambda batch: torch.randn(len(batch), 64))
    model = nn.Linear(64, 2)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for epoch in range(8):
        for batch in loader:
            optimizer.zero_grad()
            model(batch).sum().backward()
            optimizer.step()


if __name__ == "__main__":
    main()
