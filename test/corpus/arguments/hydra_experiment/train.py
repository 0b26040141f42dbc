# Hydra: objects by their targets; an experiment of global package overrides the groups.
import hydra
from omegaconf import DictConfig


def train(cfg: DictConfig):
    datamodule = hydra.utils.instantiate(cfg.datamodule)
    model = hydra.utils.instantiate(cfg.model)
    trainer = hydra.utils.instantiate(cfg.trainer, logger=False)
    trainer.fit(model=model, datamodule=datamodule)


@hydra.main(version_base=None, config_path='configs', config_name='train.yaml')
def main(cfg: DictConfig):
    train(cfg)


if __name__ == '__main__':
    main()
