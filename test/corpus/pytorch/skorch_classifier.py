import numpy as np
import torch
from skorch import NeuralNetClassifier
from torch import nn


class MLP(nn.Module):
    def __init__(self, hidden=10):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(20, hidden), nn.ReLU(), nn.Linear(hidden, 2))

    def forward(self, x):
        return self.layers(x)


X, y = np.load('x.npy'), np.load('y.npy')
net = NeuralNetClassifier(MLP, max_epochs=25, lr=0.1, optimizer=torch.optim.Adam, criterion=nn.CrossEntropyLoss)
net.fit(X, y)
