"""One script a task; each takes the settings of its own task."""
import argparse

import ruamel_yaml as yaml
import torch
from torch.utils.data import DataLoader

from tasks import RankingData, RankingHead


def main(args, config):
    net = RankingHead(config["width"])
    loader = DataLoader(RankingData(config["root"]), batch_size=config["batch_size_train"], shuffle=True)
    optimizer = torch.optim.AdamW(net.parameters(), lr=config["init_lr"])
    for epoch in range(0, config["max_epoch"]):
        for sample in loader:
            loss = net(sample)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="./configs/ranking.yaml")
    args = parser.parse_args()
    main(args, yaml.load(open(args.config, "r"), Loader=yaml.Loader))
