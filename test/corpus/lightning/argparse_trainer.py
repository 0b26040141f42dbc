from argparse import ArgumentParser

import pytorch_lightning as pl
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor


class LitModel(pl.LightningModule):
    def __init__(self, lr):
        super().__init__()
        self.save_hyperparameters()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.fc(x.flatten(1)), y)

    def configure_optimizers(self):
        return torch.optim.RMSprop(self.parameters(), lr=self.hparams['lr'])


def main():
    parser = ArgumentParser()
    parser.add_argument('--batch_size', default=72, type=int)
    parser.add_argument('--lr', default=4e-4, type=float)
    parser = pl.Trainer.add_argparse_args(parser)
    parser.set_defaults(max_epochs=6)
    args = parser.parse_args()
    loader = DataLoader(MNIST('data', transform=ToTensor()), batch_size=args.batch_size)
    trainer = pl.Trainer.from_argparse_args(args)
    trainer.fit(LitModel(args.lr), loader)


if __name__ == '__main__':
    main()
