# gin: bindings from a file fill the parameters of configurable functions.
import gin
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@gin.configurable
def make_optimizer(parameters, lr=gin.REQUIRED):
    return torch.optim.SGD(parameters, lr=lr)


@gin.configurable
def train(epochs=1, batch_size=1):
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    loader = DataLoader(datasets.QMNIST('.', transform=transforms.ToTensor()), batch_size=batch_size)
    optimizer = make_optimizer(model.parameters())
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    gin.parse_config_file('train.gin')
    train()
