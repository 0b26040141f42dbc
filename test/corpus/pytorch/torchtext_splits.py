"""Sentiment of film reviews with torchtext's iterators; the optimizer is made anew each epoch."""
import torch
from torch import nn
from torchtext import data, datasets

words = data.Field(lower=True, batch_first=True, fix_length=120)
mood = data.LabelField(dtype=torch.float)
reviews, held_out = datasets.IMDB.splits(words, mood)
words.build_vocab(reviews, max_size=20_000)
mood.build_vocab(reviews)
reviews, checked = reviews.split(split_ratio=0.9)
train_batches, check_batches, test_batches = data.BucketIterator.splits((reviews, checked, held_out), batch_size=48)


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20_002, 64)
        self.gru = nn.GRU(64, 32, batch_first=True)
        self.score = nn.Linear(32, 1)

    def forward(self, tokens):
        _, last = self.gru(self.embed(tokens))
        return self.score(last[-1]).squeeze(1)


reader = Reader()
loss_of = nn.BCEWithLogitsLoss()


def one_epoch(model, batches):
    optimizer = torch.optim.Adam(model.parameters())
    model.train()
    for batch in batches:
        optimizer.zero_grad()
        loss_of(model(batch.text), batch.label).backward()
        optimizer.step()


for epoch in range(7):
    one_epoch(reader, train_batches)
