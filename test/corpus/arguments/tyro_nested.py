# tyro: nested dataclasses, a subcommand union's first type and a function.
import dataclasses
from typing import Literal

import torch
import tyro
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@dataclasses.dataclass(frozen=True)
class OptimizerConfig:
    learning_rate: float = 2.5e-4
    algorithm: Literal['adam', 'sgd'] = 'adam'


@dataclasses.dataclass
class Config:
    optimizer: OptimizerConfig = dataclasses.field(default_factory=OptimizerConfig)
    batch_size: int = 56
    num_epochs: int = 18
    run_name: tyro.conf.Suppress[str] = ''


def main(config: Config) -> None:
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3072, 100))
    loader = DataLoader(datasets.CIFAR100('.', transform=transforms.ToTensor()), batch_size=config.batch_size)
    make = {'adam': torch.optim.Adam, 'sgd': torch.optim.SGD}[config.optimizer.algorithm]
    optimizer = make(model.parameters(), lr=config.optimizer.learning_rate)
    for epoch in range(config.num_epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    main(tyro.cli(Config))
