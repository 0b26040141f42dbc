import tensorflow as tf
from datasets import load_dataset
from transformers import AutoTokenizer, TFAutoModelForSequenceClassification

dataset = load_dataset("glue", "cola")["train"]
tokenizer = AutoTokenizer.from_pretrained("distilbert-base-cased")
encoded = tokenizer(dataset["sentence"], padding="max_length", truncation=True, max_length=64, return_tensors="tf")

model = TFAutoModelForSequenceClassification.from_pretrained("distilbert-base-cased")
model.compile(optimizer=tf.keras.optimizers.Adam(3e-5))
model.fit(dict(encoded), dataset["label"], batch_size=8, epochs=3)
