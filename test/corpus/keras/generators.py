from keras.applications import VGG16
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.optimizers import RMSprop
from keras.preprocessing.image import ImageDataGenerator

train_generator = ImageDataGenerator(rescale=1.0 / 255, horizontal_flip=True).flow_from_directory("data/train", target_size=(150, 150), batch_size=20, class_mode="binary")

base = VGG16(weights="imagenet", include_top=False, input_shape=(150, 150, 3))
base.trainable = False
model = Sequential()
model.add(base)
model.add(Flatten())
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=RMSprop(lr=2e-5))
model.fit_generator(train_generator, steps_per_epoch=100, epochs=30)
