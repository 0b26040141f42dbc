import tensorflow as tf
from tensorflow.keras.layers import Conv2D, BatchNormalization, Dense, GlobalAveragePooling2D, ReLU, Layer
from tensorflow.keras import Model


class BasicBlock(Layer):
    def __init__(self, filters, stride=1, **kwargs):
        super(BasicBlock, self).__init__(**kwargs)
        self.conv1 = Conv2D(filters, 3, strides=stride, padding='same', use_bias=False)
        self.bn1 = BatchNormalization()
        self.relu = ReLU()
        self.conv2 = Conv2D(filters, 3, strides=1, padding='same', use_bias=False)
        self.bn2 = BatchNormalization()
        if stride != 1:
            self.downsample = tf.keras.Sequential()
            self.downsample.add(Conv2D(filters, 1, strides=stride, use_bias=False))
            self.downsample.add(BatchNormalization())
        else:
            self.downsample = lambda x: x

    def call(self, inputs, training=None):
        out = self.relu(self.bn1(self.conv1(inputs), training=training))
        out = self.bn2(self.conv2(out), training=training)
        identity = self.downsample(inputs)
        return tf.nn.relu(out + identity)


class ResNet(Model):
    def __init__(self, layer_dims=(2, 2, 2), num_classes=10, width=16):
        super().__init__()
        self.stem = tf.keras.Sequential([Conv2D(width, 3, padding='same', use_bias=False), BatchNormalization(), ReLU()])
        self.stages = []
        for i, depth in enumerate(layer_dims):
            self.stages.append(self.build_block(width * 2 ** i, depth, stride=1 if i == 0 else 2))
        self.avgpool = GlobalAveragePooling2D()
        self.fc = Dense(num_classes)

    def build_block(self, filters, blocks, stride):
        res_blocks = tf.keras.Sequential()
        res_blocks.add(BasicBlock(filters, stride))
        for _ in range(1, blocks):
            res_blocks.add(BasicBlock(filters, stride=1))
        return res_blocks

    def call(self, inputs, training=None):
        x = self.stem(inputs, training=training)
        for stage in self.stages:
            x = stage(x, training=training)
        return self.fc(self.avgpool(x))


(x, y), (x_test, y_test) = tf.keras.datasets.cifar10.load_data()
train_db = tf.data.Dataset.from_tensor_slices((x, y))
train_db = train_db.shuffle(1000).map(lambda a, b: (tf.cast(a, tf.float32) / 255., tf.squeeze(b))).batch(128)
model = ResNet()
optimizer = tf.keras.optimizers.Adam(1e-3)
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
for epoch in range(50):
    for step, (xb, yb) in enumerate(train_db):
        with tf.GradientTape() as tape:
            logits = model(xb, training=True)
            loss = loss_fn(yb, logits)
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
