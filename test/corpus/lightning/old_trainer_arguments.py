import pytorch_lightning as pl
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor


class LitMNIST(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.cross_entropy(self.layer(x.flatten(1)), y)

    def train_dataloader(self):
        return DataLoader(MNIST('.', transform=ToTensor()), batch_size=64)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=0.02)


trainer = pl.Trainer(gpus=4, num_nodes=2, distributed_backend='ddp', max_epochs=20, precision=16)
trainer.fit(LitMNIST())
