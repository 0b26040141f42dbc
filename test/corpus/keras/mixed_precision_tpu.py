import tensorflow as tf
from tensorflow import keras

resolver = tf.distribute.cluster_resolver.TPUClusterResolver()
tf.config.experimental_connect_to_cluster(resolver)
strategy = tf.distribute.TPUStrategy(resolver)
keras.mixed_precision.set_global_policy("mixed_bfloat16")

PER_REPLICA = 16
BATCH = PER_REPLICA * strategy.num_replicas_in_sync

with strategy.scope():
    model = keras.applications.EfficientNetB0(weights="imagenet", classes=1000)
    model.compile(optimizer=keras.optimizers.Lion(1e-4), loss="categorical_crossentropy")

files = tf.data.Dataset.list_files("gs://bucket/*.tfrec")
train = tf.data.TFRecordDataset(files).repeat().shuffle(2048).batch(BATCH, drop_remainder=True)
model.fit(train, steps_per_epoch=400, epochs=7)
