import pytorch_lightning as pl
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


class Transfer(pl.LightningModule):
    def __init__(self, learning_rate=1e-3):
        super().__init__()
        self.learning_rate = learning_rate
        self.backbone = models.resnet50(weights='DEFAULT')
        for parameter in self.backbone.parameters():
            parameter.requires_grad = False
        self.backbone.fc = nn.Linear(2048, 5)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.backbone(x), y)

    def configure_optimizers(self):
        return torch.optim.Adam(self.backbone.fc.parameters(), lr=self.learning_rate)


transform = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
loader = DataLoader(datasets.ImageFolder('flowers', transform), batch_size=32, shuffle=True)
trainer = pl.Trainer(max_epochs=10, accelerator='gpu', devices=1)
trainer.fit(Transfer(), loader)
