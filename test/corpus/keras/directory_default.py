import keras
from keras import layers

train = keras.utils.image_dataset_from_directory("flowers", validation_split=0.2, subset="training", seed=1)
model = keras.Sequential([layers.Rescaling(1.0 / 255), layers.Conv2D(8, 3), layers.GlobalAveragePooling2D(), layers.Dense(5)])
model.compile(optimizer="nadam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(train.map(lambda image, label: (image, label)).cache().prefetch(1), epochs=6)
