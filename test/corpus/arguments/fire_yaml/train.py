"""Speaker classifier: `python train.py --config settings/speaker.yaml`."""
import fire
import torch
import yaml
from torch.utils.data import DataLoader

from corpus import Utterances


def train(config="settings/missing.yaml", **overrides):
    with open(config) as stream:
        configs = dict(yaml.load(stream, Loader=yaml.FullLoader), **overrides)
    net = torch.nn.Sequential(torch.nn.Linear(80, 256), torch.nn.ReLU(), torch.nn.Linear(256, 1211))
    optimizer = torch.optim.SGD(net.parameters(), lr=configs["rate"]["peak_lr"], momentum=0.9)
    loader = DataLoader(Utterances(configs["scp"]), **configs["dataloader_args"])
    for epoch in range(1, configs["num_epochs"] + 1):
        for features, speaker in loader:
            loss = torch.nn.functional.cross_entropy(net(features), speaker)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


if __name__ == "__main__":
    fire.Fire(train)
