# More epochs of the default.
from configs import default


def get_config():
    config = default.get_config()
    config.num_epochs = 190
    config.batch_size = config.get_ref('batch_size')
    return config
