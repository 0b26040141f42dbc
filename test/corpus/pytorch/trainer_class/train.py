import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from base_trainer import BaseTrainer


class Trainer(BaseTrainer):
    def __init__(self, model, optimizer, loader, epochs=30):
        super().__init__(model, optimizer, epochs)
        self.loader = loader

    def _train_epoch(self, epoch):
        self.model.train()
        for data, target in self.loader:
            self.optimizer.zero_grad()
            nn.functional.nll_loss(self.model(data), target).backward()
            self.optimizer.step()


def main():
    transform = transforms.Compose([transforms.Pad(2), transforms.ToTensor()])
    loader = DataLoader(datasets.MNIST('data', transform=transform), batch_size=32, shuffle=True)
    model = nn.Sequential(nn.Flatten(), nn.Linear(1024, 10), nn.LogSoftmax(dim=1))
    Trainer(model, torch.optim.Adam(model.parameters(), lr=1e-3, amsgrad=True), loader).fit()


if __name__ == '__main__':
    main()
