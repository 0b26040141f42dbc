import tensorflow as tf
from tensorflow import keras

(images, labels), _ = keras.datasets.fashion_mnist.load_data()
model = keras.Sequential()
model.add(keras.layers.Flatten(input_shape=(28, 28)))
model.add(keras.layers.Dense(32, activation=tf.nn.relu))
model.add(keras.layers.Dense(10, activation=tf.nn.softmax))
model.compile(optimizer=tf.train.AdamOptimizer(), loss="sparse_categorical_crossentropy")
model.fit(images / 255.0, labels, epochs=7, batch_size=96)
