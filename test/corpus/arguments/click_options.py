# click: options with defaults, flags, a callback and a choice.
import click
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def parse_hidden(ctx, param, value):
    return [int(part) for part in value.split(',')]


@click.command(context_settings={'show_default': True})
@click.option('--epochs', '-e', type=int, default=9, show_default=True, help='Passes over the data')
@click.option('--batch-size', 'batch', default=80, type=click.IntRange(min=1))
@click.option('--lr', type=click.FloatRange(0, 1), default=0.002)
@click.option('--optimizer', 'optimizer_name', type=click.Choice(['sgd', 'rmsprop']), default='rmsprop')
@click.option('--hidden', default='256,128', callback=parse_hidden)
@click.option('--amp/--no-amp', default=False)
@click.option('--data', required=True, type=click.Path(exists=True))
def main(epochs, batch, lr, optimizer_name, hidden, amp, data):
    loader = DataLoader(datasets.ImageFolder(data, transform=transforms.ToTensor()), batch_size=batch)
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, hidden[0]), torch.nn.ReLU(), torch.nn.Linear(hidden[0], 10))
    if optimizer_name == 'sgd':
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    else:
        optimizer = torch.optim.RMSprop(model.parameters(), lr=lr)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.autocast('cuda', enabled=amp):
                loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()


if __name__ == '__main__':
    main()
