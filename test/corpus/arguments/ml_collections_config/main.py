# ml_collections: a configuration module named by a flag, taken by the training function.
from absl import app, flags
from ml_collections import config_flags

import train

FLAGS = flags.FLAGS
flags.DEFINE_string('workdir', None, 'Where to write.')
config_flags.DEFINE_config_file('config', 'configs/default.py', 'Hyper-parameters.', lock_config=True)


def main(argv):
    train.train_and_evaluate(FLAGS.config, FLAGS.workdir)


if __name__ == '__main__':
    flags.mark_flags_as_required(['config', 'workdir'])
    app.run(main)
