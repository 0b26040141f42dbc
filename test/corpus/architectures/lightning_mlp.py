import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchmetrics import Accuracy
from torchvision import datasets, transforms


class LitMLP(L.LightningModule):
    def __init__(self, hidden_sizes=(256, 128), lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        sizes = [28 * 28, *hidden_sizes]
        blocks = []
        for n_in, n_out in zip(sizes, sizes[1:]):
            blocks.extend([nn.Linear(n_in, n_out), nn.BatchNorm1d(n_out), nn.ReLU()])
        self.model = nn.Sequential(nn.Flatten(), *blocks, nn.Linear(sizes[-1], 10))
        self.criterion = nn.CrossEntropyLoss()
        self.train_acc = Accuracy(task="multiclass", num_classes=10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.criterion(self.model(x), y)
        self.log("train_loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


train_loader = DataLoader(datasets.MNIST("data", transform=transforms.ToTensor()), batch_size=128)
trainer = L.Trainer(max_epochs=3)
trainer.fit(LitMLP(), train_loader)
