from spacy.cli.train import train

train("../configs/platforms/spacy_trf.cfg", "output", overrides={"paths.train": "train.spacy", "training.max_steps": 800})
