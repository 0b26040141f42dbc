# The default hyper-parameters.
import ml_collections


def get_config():
    config = ml_collections.ConfigDict()
    config.learning_rate = 0.015
    config.momentum = 0.9
    config.batch_size = 144
    config.num_epochs = 19
    config.model = ml_collections.ConfigDict(dict(features=32))
    return config
