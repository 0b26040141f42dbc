import tensorflow as tf
import tensorflow_datasets as tfds

SIZE = 96


def prepare(image, label):
    image = tf.image.resize(image, (SIZE, SIZE))
    return tf.cast(image, tf.float32) / 255.0, label


def make_dataset(split, batch):
    data = tfds.load("stanford_dogs", split=split, as_supervised=True)
    data = data.map(prepare, num_parallel_calls=tf.data.AUTOTUNE)
    return data.cache().shuffle(1000).repeat().batch(batch).prefetch(tf.data.AUTOTUNE)


model = tf.keras.applications.ResNet50(weights=None, classes=120, input_shape=(SIZE, SIZE, 3))
model.compile("sgd", "sparse_categorical_crossentropy")
model.fit(make_dataset("train", 72), steps_per_epoch=12000 // 72, epochs=90)
