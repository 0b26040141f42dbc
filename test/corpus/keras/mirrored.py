import tensorflow as tf

strategy = tf.distribute.MirroredStrategy(devices=["/gpu:0", "/gpu:1"])
with strategy.scope():
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(13,))])
    model.compile(optimizer=tf.keras.optimizers.Ftrl(0.01), loss="mse")


def train(x, y):
    model.fit(x, y, batch_size=64, epochs=3)
