import tensorflow as tf
from tensorflow.keras import layers

train = tf.keras.utils.text_dataset_from_directory("aclImdb/train", batch_size=24)
vectorize = layers.TextVectorization(max_tokens=10_000, output_mode="int", output_sequence_length=250)
vectorize.adapt(train.map(lambda text, label: text))

model = tf.keras.Sequential([vectorize, layers.Embedding(10_000, 16), layers.GlobalAveragePooling1D(), layers.Dense(1)])
model.compile(loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), optimizer="adam")
model.fit(train, epochs=10)
