# The parts that the configuration names.
import lightning.pytorch as pl
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Classifier(pl.LightningModule):
    def __init__(self, net, optimizer):
        super().__init__()
        self.save_hyperparameters(logger=False, ignore=['net'])
        self.net = net

    def training_step(self, batch, index):
        x, y = batch
        return torch.nn.functional.cross_entropy(self.net(x), y)

    def configure_optimizers(self):
        return {'optimizer': self.hparams.optimizer(params=self.parameters())}


class CifarData(pl.LightningDataModule):
    def __init__(self, batch_size=32):
        super().__init__()
        self.save_hyperparameters()

    def train_dataloader(self):
        return DataLoader(datasets.CIFAR10('.', transform=transforms.ToTensor()), batch_size=self.hparams.batch_size)
