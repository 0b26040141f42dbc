# Hydra: dataclasses in the config store; what is missing stays open.
from dataclasses import dataclass, field

import hydra
import torch
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@dataclass
class OptimizerConfig:
    lr: float = 0.0062
    weight_decay: float = 0.0


@dataclass
class Config:
    root: str = MISSING
    epochs: int = MISSING
    batch_size: int = 26
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)


store = ConfigStore.instance()
store.store(name='config', node=Config)


@hydra.main(version_base=None, config_name='config')
def main(cfg: Config) -> None:
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    loader = DataLoader(datasets.MNIST(cfg.root, transform=transforms.ToTensor()), batch_size=cfg.batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=cfg.optimizer.lr)
    for epoch in range(cfg.epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    main()
