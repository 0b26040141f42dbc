import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader

from reviews import ReviewDataset

parser = argparse.ArgumentParser(description="CNN text classifier")
parser.add_argument("-lr", type=float, default=0.001)
parser.add_argument("-epochs", type=int, default=256)
parser.add_argument("-batch-size", type=int, default=64)
parser.add_argument("-dropout", type=float, default=0.5)
parser.add_argument("-embed-dim", type=int, default=128)
parser.add_argument("-kernel-num", type=int, default=100)
parser.add_argument("-kernel-sizes", type=str, default="3,4,5")
parser.add_argument("-static", action="store_true", default=False)
args = parser.parse_args()
args.embed_num = 21_000
args.class_num = 2
args.kernel_sizes = [int(k) for k in args.kernel_sizes.split(",")]


class CNN_Text(nn.Module):
    def __init__(self, args):
        super(CNN_Text, self).__init__()
        self.args = args
        V, D, C, Ci, Co, Ks = args.embed_num, args.embed_dim, args.class_num, 1, args.kernel_num, args.kernel_sizes
        self.embed = nn.Embedding(V, D)
        self.convs = nn.ModuleList([nn.Conv2d(Ci, Co, (K, D)) for K in Ks])
        self.dropout = nn.Dropout(args.dropout)
        self.fc1 = nn.Linear(len(Ks) * Co, C)
        if self.args.static:
            self.embed.weight.requires_grad = False

    def forward(self, x):
        x = self.embed(x).unsqueeze(1)
        x = [F.relu(conv(x)).squeeze(3) for conv in self.convs]
        x = [F.max_pool1d(i, i.size(2)).squeeze(2) for i in x]
        return self.fc1(self.dropout(torch.cat(x, 1)))


cnn = CNN_Text(args)
train_iter = DataLoader(ReviewDataset("train.csv"), batch_size=args.batch_size, shuffle=True)
optimizer = torch.optim.Adam(cnn.parameters(), lr=args.lr)
for epoch in range(1, args.epochs + 1):
    for feature, target in train_iter:
        optimizer.zero_grad()
        F.cross_entropy(cnn(feature), target).backward()
        optimizer.step()
