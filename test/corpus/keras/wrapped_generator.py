import numpy as np
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, Input
from keras.models import Model
from keras.optimizers import Adam


def samples(lines, batch_size, size):
    position = 0
    while True:
        images, labels = [], []
        for _ in range(batch_size):
            image, label = load_line(lines[position], size)
            images.append(image)
            labels.append(label)
            position = (position + 1) % len(lines)
        yield np.array(images), np.array(labels)


def checked(lines, batch_size, size):
    if len(lines) == 0 or batch_size <= 0:
        return None
    return samples(lines, batch_size, size)


def body(inputs):
    return Model(inputs, Conv2D(8, 3)(inputs))


inputs = Input((64, 64, 3))
backbone = body(inputs)
backbone.load_weights("weights/backbone.h5", by_name=True)
for layer in backbone.layers:
    layer.trainable = False
model = Model(inputs, Dense(5)(GlobalAveragePooling2D()(backbone.output)))
model.compile(optimizer=Adam(lr=1e-3), loss="mse")
lines = open("train.txt").readlines()
model.fit_generator(checked(lines, 24, (64, 64)), steps_per_epoch=len(lines) // 24, epochs=30)
