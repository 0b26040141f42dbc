import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST
from torchvision.transforms import ToTensor


class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.cross_entropy(self.net(x.view(len(x), -1)), y)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters())


L.Trainer().fit(Classifier(), DataLoader(FashionMNIST('.', transform=ToTensor())))
