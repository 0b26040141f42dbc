import keras
import tensorflow as tf


class Denoiser(keras.Model):
    def train_step(self, data):
        x, _ = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self(x, training=True) - x))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


inputs = keras.Input(shape=(784,))
hidden = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(784, activation="sigmoid")(hidden)

(images, _), _ = keras.datasets.fashion_mnist.load_data()
images = images.reshape(-1, 784).astype("float32") / 255

model = Denoiser(inputs, outputs)
model.compile(optimizer="rmsprop")
model.fit(images, images, batch_size=256, epochs=8)
