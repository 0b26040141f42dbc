import numpy as np
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input, LeakyReLU, Reshape
from keras.models import Model, Sequential
from keras.optimizers import Adam


def build_generator(latent):
    return Sequential([Dense(128, input_dim=latent), LeakyReLU(0.2), Dense(784, activation="tanh"), Reshape((28, 28, 1))])


def build_discriminator():
    return Sequential([Flatten(input_shape=(28, 28, 1)), Dense(128), LeakyReLU(0.2), Dense(1, activation="sigmoid")])


def train(generator, discriminator, combined, images, latent, n_epochs=40, n_batch=64):
    half = n_batch // 2
    for i in range(n_epochs):
        for j in range(images.shape[0] // n_batch):
            real = images[np.random.randint(0, images.shape[0], half)]
            fake = generator.predict(np.random.normal(0, 1, (half, latent)))
            discriminator.train_on_batch(real, np.ones((half, 1)))
            discriminator.train_on_batch(fake, np.zeros((half, 1)))
            loss = combined.train_on_batch(np.random.normal(0, 1, (n_batch, latent)), np.ones((n_batch, 1)))
        print(i, loss)


(images, _), _ = mnist.load_data()
generator, discriminator = build_generator(100), build_discriminator()
discriminator.compile(loss="binary_crossentropy", optimizer=Adam(0.0002, 0.5))
discriminator.trainable = False
noise = Input((100,))
combined = Model(noise, discriminator(generator(noise)))
combined.compile(loss="binary_crossentropy", optimizer=Adam(0.0002, 0.5))
train(generator, discriminator, combined, images / 127.5 - 1, 100)
