import tensorflow as tf
from tensorflow import keras


class Linear(keras.layers.Layer):
    def __init__(self, units=32):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True)
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True)

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


class MLP(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.linear_1 = Linear(256)
        self.linear_2 = Linear(64)
        self.linear_3 = Linear(10)

    def call(self, x):
        x = self.flatten(x)
        x = tf.nn.relu(self.linear_1(x))
        x = tf.nn.relu(self.linear_2(x))
        return self.linear_3(x)


(x_train, y_train), _ = keras.datasets.fashion_mnist.load_data()
model = MLP()
model.compile(optimizer="sgd", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train / 255.0, y_train, batch_size=64, epochs=8)
