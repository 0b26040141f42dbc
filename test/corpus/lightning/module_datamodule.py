import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import CIFAR10


class Data(L.LightningDataModule):
    def __init__(self, batch_size: int = 256):
        super().__init__()
        self.batch_size = batch_size
        self.transform = transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.ToTensor()])

    def setup(self, stage):
        self.train, self.val = random_split(CIFAR10('data', transform=self.transform), [45000, 5000])

    def train_dataloader(self):
        return DataLoader(self.train, batch_size=self.batch_size, shuffle=True)


class Net(L.LightningModule):
    def __init__(self, lr: float = 0.05):
        super().__init__()
        self.save_hyperparameters()
        self.model = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.model(x), y)

    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=self.hparams.lr, momentum=0.9)
        return {'optimizer': optimizer, 'lr_scheduler': torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 30)}


if __name__ == '__main__':
    trainer = L.Trainer(max_epochs=30, accelerator='gpu', devices=2, precision='16-mixed', accumulate_grad_batches=2)
    trainer.fit(Net(), datamodule=Data())
