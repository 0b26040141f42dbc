import tensorflow as tf

(images, labels), _ = tf.keras.datasets.mnist.load_data()
images = images[..., tf.newaxis].astype("float32") / 255
batches = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(10_000).batch(50)

model = tf.keras.Sequential([tf.keras.layers.Conv2D(4, 5, activation="relu"), tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam(learning_rate=3e-4)


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_object(y, model(x, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


for epoch in range(9):
    for x, y in batches:
        train_step(x, y)
    print(epoch)
