import tensorflow as tf

STEPS = 700
(x, y), _ = tf.keras.datasets.cifar10.load_data()
data = tf.data.Dataset.from_tensor_slices((x, y)).repeat().shuffle(5000).batch(100).prefetch(1)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
optimizer = tf.keras.optimizers.SGD()

for step, (images, labels) in enumerate(data.take(STEPS), 1):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(labels, model(tf.cast(images, tf.float32)), from_logits=True))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
