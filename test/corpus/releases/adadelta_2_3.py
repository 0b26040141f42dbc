"""The classic MNIST example of Keras 2.3, whose Adadelta starts at 1.0."""
import keras
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
model = Sequential([Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)), Flatten(), Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adadelta())
model.fit(x_train, y_train, batch_size=128, epochs=12)
