import lightning.pytorch as pl
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Regressor(pl.LightningModule):
    def __init__(self, width=64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, width), nn.GELU(), nn.Linear(width, 1))

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.mse_loss(self.net(x), y)

    def configure_optimizers(self):
        optimizer = torch.optim.AdamW(self.parameters(), lr=3e-4)
        return [optimizer], [torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / 100))]


data = DataLoader(TensorDataset(torch.randn(1000, 8), torch.randn(1000, 1)), batch_size=50)
pl.Trainer(max_steps=12_000, precision='bf16-mixed', strategy='fsdp', devices=[0, 1, 2]).fit(Regressor(), data)
