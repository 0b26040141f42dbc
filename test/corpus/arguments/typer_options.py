# typer: options as default values, and as annotations.
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import torch
import typer
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

app = typer.Typer(add_completion=False)


class Size(str, Enum):
    small = 'resnet18'
    large = 'resnet50'


@app.command()
def train(
    data: Path = typer.Argument(...),
    epochs: int = typer.Option(14, '--epochs', '-e', help='Passes'),
    batch_size: Annotated[int, typer.Option(help='Images a step')] = 72,
    lr: Annotated[float, typer.Option('--learning-rate')] = 0.03,
    momentum: float = 0.9,
    resume: Optional[Path] = None,
    size: Size = Size.small,
):
    model = torch.hub.load('pytorch/vision', size.value)
    loader = DataLoader(datasets.ImageFolder(data, transforms.Compose([transforms.RandomResizedCrop(160), transforms.ToTensor()])), batch_size=batch_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    app()
