# fire: a class whose constructor takes the options and whose methods are the commands.
import fire
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Experiment:
    def __init__(self, batch_size=96, lr=4e-3, epochs=11):
        self.batch_size = batch_size
        self.lr = lr
        self.epochs = epochs

    def train(self):
        model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 47))
        loader = DataLoader(datasets.EMNIST('.', split='balanced', transform=transforms.ToTensor()), batch_size=self.batch_size)
        optimizer = torch.optim.Adagrad(model.parameters(), lr=self.lr)
        for epoch in range(self.epochs):
            for x, y in loader:
                optimizer.zero_grad()
                torch.nn.functional.cross_entropy(model(x), y).backward()
                optimizer.step()

    def test(self):
        print('nothing to do')


if __name__ == '__main__':
    fire.Fire(Experiment)
