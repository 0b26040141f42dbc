import keras
from keras import layers

inputs = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(16, 3, padding="same")(inputs)
x = layers.BatchNormalization()(x)
shortcut = x
x = layers.SeparableConv2D(16, 3, padding="same", activation="relu")(x)
x = layers.add([x, shortcut])
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(100)(x)
model = keras.Model(inputs, outputs)

schedule = keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.0, decay_steps=10_000, warmup_target=0.004, warmup_steps=500)
model.compile(optimizer=keras.optimizers.AdamW(learning_rate=schedule, weight_decay=1e-4), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))

(x_train, y_train), _ = keras.datasets.cifar100.load_data()
model.fit(x_train / 255.0, y_train, epochs=40)
