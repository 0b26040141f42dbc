# Hydra: groups, one of them under another name, interpolations, and the file's own values last.
import hydra
import torch
from omegaconf import DictConfig, OmegaConf
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


@hydra.main(version_base='1.3', config_path='conf', config_name='config')
def main(cfg: DictConfig) -> None:
    print(OmegaConf.to_yaml(cfg))
    torch.manual_seed(cfg.seed)
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, cfg.model.hidden), torch.nn.Linear(cfg.model.hidden, 10))
    loader = DataLoader(datasets.MNIST(cfg.data.root, transform=transforms.ToTensor()), batch_size=cfg.data.batch_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.optim.lr, betas=tuple(cfg.optim.betas))
    for epoch in range(cfg.epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


if __name__ == '__main__':
    main()
