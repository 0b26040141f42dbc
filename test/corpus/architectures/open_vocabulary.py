import torch
from torch import nn
from torch.utils.data import DataLoader

from words import Vocabulary, WordDataset

vocabulary = Vocabulary.build("train.txt")


class Tagger(nn.Module):
    def __init__(self, vocab_size, tags=17):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, 128)
        self.lstm = nn.LSTM(128, 256, batch_first=True)
        self.out = nn.Linear(256, tags)

    def forward(self, x):
        return self.out(self.lstm(self.embedding(x))[0])


model = Tagger(len(vocabulary))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(3):
    for x, y in DataLoader(WordDataset("train.txt"), batch_size=32):
        loss = nn.functional.cross_entropy(model(x).flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
