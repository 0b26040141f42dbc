import torch
from torch import nn
from torch.utils.data import DataLoader

from reviews import ReviewDataset

VOCAB_SIZE, EMBED_DIM, HIDDEN, CLASSES = 25_002, 300, 256, 2


class GRUClassifier(nn.Module):
    def __init__(self, vocab_size, embed_dim, hidden_dim, num_classes, n_layers=2, bidirectional=True, pad_idx=1):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_dim, padding_idx=pad_idx)
        self.rnn = nn.GRU(embed_dim, hidden_dim, num_layers=n_layers, bidirectional=bidirectional, batch_first=True, dropout=0.5)
        self.num_directions = 2 if bidirectional else 1
        self.fc = nn.Linear(hidden_dim * self.num_directions, num_classes)
        self.dropout = nn.Dropout(0.5)

    def forward(self, text):
        output, hidden = self.rnn(self.dropout(self.embedding(text)))
        hidden = torch.cat((hidden[-2], hidden[-1]), dim=1)
        return self.fc(self.dropout(hidden))


model = GRUClassifier(VOCAB_SIZE, EMBED_DIM, HIDDEN, CLASSES)
loader = DataLoader(ReviewDataset("train.csv"), batch_size=64, shuffle=True)
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(5):
    for text, label in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(text), label)
        loss.backward()
        optimizer.step()
