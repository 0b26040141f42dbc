import torch
import torch.nn as nn
from torch.utils.data import DataLoader

from conll import ConllDataset, collate


class CharCNN(nn.Module):
    def __init__(self, n_chars=100, dim=30, filters=50):
        super().__init__()
        self.emb = nn.Embedding(n_chars, dim, padding_idx=0)
        self.conv = nn.Conv1d(dim, filters, kernel_size=3, padding=1)

    def forward(self, x):
        return self.conv(self.emb(x).transpose(1, 2)).max(dim=2)[0]


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size=23_626, tagset_size=9, embedding_dim=100, hidden_dim=200):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.chars = CharCNN()
        self.word_embeds = nn.Embedding(vocab_size, embedding_dim)
        self.lstm = nn.LSTM(embedding_dim + 50, hidden_dim // 2, num_layers=1, bidirectional=True, batch_first=True)
        self.hidden2tag = nn.Linear(hidden_dim, tagset_size)
        self.transitions = nn.Parameter(torch.randn(tagset_size, tagset_size))

    def forward(self, words, chars):
        x = torch.cat([self.word_embeds(words), self.chars(chars)], dim=-1)
        return self.hidden2tag(self.lstm(x)[0])


model = BiLSTMTagger()
train_loader = DataLoader(ConllDataset("train.txt"), batch_size=10, shuffle=True, collate_fn=collate)
optimizer = torch.optim.SGD(model.parameters(), lr=0.015, momentum=0.9)
for epoch in range(50):
    for words, chars, tags in train_loader:
        model.zero_grad()
        loss = nn.functional.cross_entropy(model(words, chars).flatten(0, 1), tags.flatten())
        loss.backward()
        optimizer.step()
