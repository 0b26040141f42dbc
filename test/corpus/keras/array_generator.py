import keras
from keras.preprocessing.image import ImageDataGenerator

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
augment = ImageDataGenerator(width_shift_range=0.1, height_shift_range=0.1)
augment.fit(x_train)

model = keras.Sequential()
model.add(keras.layers.Conv2D(32, (3, 3), activation="relu", input_shape=x_train.shape[1:]))
model.add(keras.layers.GlobalMaxPooling2D())
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer=keras.optimizers.Adam(), loss="sparse_categorical_crossentropy")
model.fit(augment.flow(x_train, y_train, batch_size=48), epochs=12)
