from functools import partial

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class PreNormResidual(nn.Module):
    def __init__(self, dim, fn):
        super().__init__()
        self.fn = fn
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        return self.fn(self.norm(x)) + x


def FeedForward(dim, expansion_factor=4, dropout=0.0, dense=nn.Linear):
    inner_dim = int(dim * expansion_factor)
    return nn.Sequential(dense(dim, inner_dim), nn.GELU(), nn.Dropout(dropout), dense(inner_dim, dim), nn.Dropout(dropout))


class MLPMixer(nn.Module):
    def __init__(self, image_size=32, channels=3, patch_size=4, dim=256, depth=8, num_classes=10, expansion_factor=4, expansion_factor_token=0.5):
        super().__init__()
        num_patches = (image_size // patch_size) ** 2
        chan_first, chan_last = partial(nn.Conv1d, kernel_size=1), nn.Linear
        self.embed = nn.Conv2d(channels, dim, patch_size, patch_size)
        self.blocks = nn.Sequential(
            *[
                nn.Sequential(
                    PreNormResidual(dim, FeedForward(num_patches, expansion_factor, 0.1, chan_first)),
                    PreNormResidual(dim, FeedForward(dim, expansion_factor_token, 0.1, chan_last)),
                )
                for _ in range(depth)
            ]
        )
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, num_classes)

    def forward(self, x):
        x = self.embed(x).flatten(2).transpose(1, 2)
        return self.head(self.norm(self.blocks(x)).mean(dim=1))


model = MLPMixer()
loader = DataLoader(datasets.CIFAR10("data", transform=transforms.ToTensor()), batch_size=128, shuffle=True)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.05)
for epoch in range(100):
    for x, y in loader:
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
