"""Fine-tunes a speech classifier from the settings of one YAML file."""
import argparse

import torch
from sconf import Config
from torch.utils.data import DataLoader
from transformers import Wav2Vec2ForSequenceClassification

from clips import ClipFolder


class Clips(Wav2Vec2ForSequenceClassification):
    @classmethod
    def from_pretrained(cls, name, **kwargs):
        model = super(Clips, cls).from_pretrained(name, **kwargs)
        model.freeze_feature_encoder()
        return model


def train(config):
    model = Clips.from_pretrained(config.pretrained_name, num_labels=config.labels).cuda()
    optimizer = torch.optim.AdamW(model.parameters(), lr=config.lr)
    loader = DataLoader(ClipFolder(config.root), batch_size=config.train_batch_sizes[0], shuffle=True)
    for epoch in range(config.passes):
        for inputs, labels in loader:
            optimizer.zero_grad()
            model(inputs.cuda(), labels=labels.cuda()).loss.backward()
            optimizer.step()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=str, required=True)
    args, rest = parser.parse_known_args()
    config = Config(args.config)
    config.argv_update(rest)
    train(config)
