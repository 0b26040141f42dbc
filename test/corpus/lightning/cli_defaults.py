"""LightningCLI with defaults of its own for the trainer and the model."""
import torch
from lightning.pytorch import LightningDataModule, LightningModule
from lightning.pytorch.cli import LightningCLI
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Digits(LightningDataModule):
    def __init__(self, batch_size: int = 56):
        super().__init__()
        self.batch_size = batch_size

    def train_dataloader(self):
        return DataLoader(datasets.KMNIST("data", download=True, transform=transforms.ToTensor()), batch_size=self.batch_size)


class Classifier(LightningModule):
    def __init__(self, width: int = 128, lr: float = 1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, width), torch.nn.ReLU(), torch.nn.Linear(width, 10))

    def training_step(self, batch, batch_idx):
        images, labels = batch
        return torch.nn.functional.cross_entropy(self.net(images), labels)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


class Cli(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.set_defaults({"trainer.max_epochs": 14, "trainer.precision": "bf16-mixed", "model.lr": 0.0024})


if __name__ == "__main__":
    Cli(Classifier, Digits)
