import tensorflow as tf


class Block(tf.keras.layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.conv = tf.keras.layers.Conv2D(filters, 3, padding="same")
        self.norm = tf.keras.layers.BatchNormalization()

    def call(self, x, training=False):
        return tf.nn.relu(self.norm(self.conv(x), training=training))


class Classifier(tf.keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.blocks = [Block(16), Block(32)]
        self.pool = tf.keras.layers.MaxPool2D()
        self.flatten = tf.keras.layers.Flatten()
        self.head = tf.keras.layers.Dense(classes)

    def call(self, x, training=False):
        for block in self.blocks:
            x = self.pool(block(x, training=training))
        return self.head(self.flatten(x))


(images, labels), _ = tf.keras.datasets.cifar10.load_data()
train = tf.data.Dataset.from_tensor_slices((images.astype("float32") / 255.0, labels)).shuffle(50_000).batch(64).prefetch(2)

model = Classifier(10)
model.compile(optimizer=tf.keras.optimizers.SGD(0.05, momentum=0.9), loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(train, epochs=20)
