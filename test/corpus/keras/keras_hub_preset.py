import keras
import keras_hub
import tensorflow_datasets as tfds

train = tfds.load("imdb_reviews", split="train", as_supervised=True, batch_size=16)
classifier = keras_hub.models.TextClassifier.from_preset("bert_tiny_en_uncased", num_classes=2)
classifier.compile(optimizer=keras.optimizers.Adam(5e-5), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
classifier.fit(train, epochs=2)
