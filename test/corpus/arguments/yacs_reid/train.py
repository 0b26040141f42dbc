# yacs: a module of defaults, a file and key-value pairs of the command line over it.
import argparse

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

from config import cfg


def make_optimizer(cfg, model):
    params = [{'params': [value], 'lr': cfg.SOLVER.BASE_LR} for value in model.parameters() if value.requires_grad]
    return getattr(torch.optim, cfg.SOLVER.OPTIMIZER_NAME)(params, lr=cfg.SOLVER.BASE_LR)


def train(cfg):
    model = models.__dict__[cfg.MODEL.NAME](num_classes=751)
    transform = transforms.Compose([transforms.Resize(cfg.INPUT.SIZE), transforms.ToTensor()])
    loader = DataLoader(datasets.ImageFolder('market/train', transform), batch_size=cfg.SOLVER.IMS_PER_BATCH, shuffle=True)
    optimizer = make_optimizer(cfg, model)
    for epoch in range(1, cfg.SOLVER.MAX_EPOCHS + 1):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.autocast('cuda', dtype=torch.float16, enabled=cfg.SOLVER.AMP):
                loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--config_file', default='', type=str)
    parser.add_argument('opts', help='Modify settings', default=None, nargs=argparse.REMAINDER)
    args = parser.parse_args()
    if args.config_file != '':
        cfg.merge_from_file(args.config_file)
    cfg.merge_from_list(args.opts)
    cfg.freeze()
    train(cfg)


if __name__ == '__main__':
    main()
