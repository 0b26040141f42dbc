# pydantic settings: fields with defaults; the environment may override them and isn't known.
import torch
from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class OptimizerSettings(BaseModel):
    lr: float = Field(default=8e-4, gt=0)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='TRAIN_')
    epochs: int = Field(23, description='Passes')
    batch_size: int = 52
    optimizer: OptimizerSettings = OptimizerSettings()
    data: str


settings = Settings()
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.ImageFolder(settings.data, transforms.ToTensor()), batch_size=settings.batch_size)
optimizer = torch.optim.Adamax(model.parameters(), lr=settings.optimizer.lr)
for epoch in range(settings.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
