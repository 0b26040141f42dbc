from keras.layers import Conv2D, Input
from keras.models import Model
from keras.optimizers import Adam
from keras.preprocessing.image import ImageDataGenerator


def pairs(batch_size, size=(128, 128)):
    images = ImageDataGenerator().flow_from_directory("train", classes=["image"], class_mode=None, target_size=size, batch_size=batch_size, seed=1)
    masks = ImageDataGenerator().flow_from_directory("train", classes=["mask"], class_mode=None, target_size=size, batch_size=batch_size, seed=1)
    for image, mask in zip(images, masks):
        yield image / 255.0, mask / 255.0


inputs = Input((128, 128, 1))
outputs = Conv2D(1, 1, activation="sigmoid")(Conv2D(8, 3, padding="same")(inputs))
model = Model(input=inputs, output=outputs)
model.compile(optimizer=Adam(lr=1e-4), loss="binary_crossentropy")
model.fit_generator(pairs(2), steps_per_epoch=300, epochs=5)
