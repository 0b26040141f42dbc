import tensorflow as tf

(images, _), _ = tf.keras.datasets.mnist.load_data()
images = images.reshape(images.shape[0], 28, 28, 1).astype("float32")
batches = tf.data.Dataset.from_tensor_slices(images).shuffle(60000).batch(256)

generator = tf.keras.Sequential([tf.keras.layers.Dense(784, input_shape=(100,)), tf.keras.layers.Reshape((28, 28, 1))])
discriminator = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(28, 28, 1)), tf.keras.layers.Dense(1)])
generator_optimizer = tf.keras.optimizers.Adam(1e-4)
discriminator_optimizer = tf.keras.optimizers.Adam(1e-4)


@tf.function
def train_step(real):
    with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
        fake = generator(tf.random.normal([256, 100]), training=True)
        generator_loss = -tf.reduce_mean(discriminator(fake))
        discriminator_loss = tf.reduce_mean(discriminator(fake)) - tf.reduce_mean(discriminator(real))
    generator_gradients = generator_tape.gradient(generator_loss, generator.trainable_variables)
    discriminator_gradients = discriminator_tape.gradient(discriminator_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(generator_gradients, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(discriminator_gradients, discriminator.trainable_variables))


def train(epochs):
    for epoch in range(epochs):
        for batch in batches:
            train_step(batch)


train(50)
