import tensorflow as tf
import tensorflow_datasets as tfds
import tensorflow_hub as hub

train = tfds.load("imdb_reviews", split="train", as_supervised=True)
layer = hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2", input_shape=[], dtype=tf.string, trainable=True)
model = tf.keras.Sequential([layer, tf.keras.layers.Dense(16, activation="relu"), tf.keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(train.shuffle(10000).batch(512), epochs=10)
