import torch
import torch.nn as nn

n_hidden = 512
n_layers = 2
chars = tuple("abcdefghijklmnopqrstuvwxyz .,!?'-\n")


class CharRNN(nn.Module):
    def __init__(self, tokens, n_hidden=256, n_layers=2, drop_prob=0.5):
        super().__init__()
        self.drop_prob = drop_prob
        self.n_layers = n_layers
        self.n_hidden = n_hidden
        self.chars = tokens
        self.int2char = dict(enumerate(self.chars))
        self.lstm = nn.LSTM(len(self.chars), n_hidden, n_layers, dropout=drop_prob, batch_first=True)
        self.dropout = nn.Dropout(drop_prob)
        self.fc = nn.Linear(n_hidden, len(self.chars))

    def forward(self, x, hidden):
        r_output, hidden = self.lstm(x, hidden)
        out = self.dropout(r_output).contiguous().view(-1, self.n_hidden)
        return self.fc(out), hidden


def get_batches(arr, batch_size, seq_length):
    n_batches = len(arr) // (batch_size * seq_length)
    for n in range(n_batches):
        yield arr[:, n : n + seq_length], arr[:, n + 1 : n + seq_length + 1]


net = CharRNN(chars, n_hidden, n_layers)
opt = torch.optim.Adam(net.parameters(), lr=0.001)
criterion = nn.CrossEntropyLoss()
data = torch.load("anna.pt")
for e in range(20):
    h = None
    for x, y in get_batches(data, 128, 100):
        net.zero_grad()
        output, h = net(x, h)
        loss = criterion(output, y.view(128 * 100).long())
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        opt.step()
