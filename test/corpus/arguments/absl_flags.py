# absl: flags by name and by holder, one of them required.
from absl import app, flags
import tensorflow as tf

FLAGS = flags.FLAGS
flags.DEFINE_integer('epochs', 25, 'Passes over the data')
flags.DEFINE_float('learning_rate', default=1e-3, help='Rate')
flags.DEFINE_string('data_dir', None, 'Where the images are')
flags.mark_flag_as_required('data_dir')
BATCH = flags.DEFINE_integer('batch_size', 36, 'Images a step')
_SIZE = flags.DEFINE_integer('image_size', 180, 'Side', lower_bound=1)


def main(argv):
    del argv
    size = (_SIZE.value, _SIZE.value)
    data = tf.keras.utils.image_dataset_from_directory(FLAGS.data_dir, image_size=size, batch_size=BATCH.value)
    model = tf.keras.applications.MobileNetV2(weights=None, classes=5, input_shape=(*size, 3))
    model.compile(tf.keras.optimizers.SGD(FLAGS.learning_rate), 'sparse_categorical_crossentropy')
    model.fit(data, epochs=FLAGS.epochs)


if __name__ == '__main__':
    app.run(main)
