# sacred: a config function whose variables fill the parameters of captured functions.
import torch
from sacred import Experiment
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

ex = Experiment('digits')


@ex.config
def configuration():
    epochs = 17
    batch_size = 66
    optimizer = {'lr': 0.004, 'weight_decay': 1e-5}


@ex.named_config
def quick():
    epochs = 1


@ex.capture
def make_loader(batch_size):
    return DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=batch_size)


@ex.automain
def main(epochs, optimizer, _log):
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    optim = torch.optim.Adam(model.parameters(), **optimizer)
    loader = make_loader()
    for epoch in range(epochs):
        for x, y in loader:
            optim.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optim.step()
