import tensorflow as tf

IMAGE_SIZE = (160, 160)
train = tf.keras.utils.image_dataset_from_directory("pets/train", image_size=IMAGE_SIZE, batch_size=16)

base = tf.keras.applications.MobileNetV2(input_shape=IMAGE_SIZE + (3,), include_top=False)
base.trainable = False

inputs = tf.keras.Input(shape=(160, 160, 3))
x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs)
x = base(x, training=False)
x = tf.keras.layers.GlobalAveragePooling2D()(x)
outputs = tf.keras.layers.Dense(1)(x)
model = tf.keras.Model(inputs, outputs)

model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss=tf.keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(train, epochs=10)

base.trainable = True
model.compile(optimizer=tf.keras.optimizers.Adam(1e-5), loss=tf.keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(train, epochs=20, initial_epoch=10)
