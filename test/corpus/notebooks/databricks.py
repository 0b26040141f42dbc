# Databricks notebook source
# MAGIC %md
# MAGIC # Churn model
# MAGIC Trains for 500 epochs? See below.

# COMMAND ----------

# MAGIC %pip install torch transformers

# COMMAND ----------

# MAGIC %run ./databricks_setup

# COMMAND ----------

from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

tokenizer = AutoTokenizer.from_pretrained(BASE)
rows = load_dataset("yelp_polarity", split="train").map(
    lambda batch: tokenizer(batch["text"], padding="max_length", truncation=True, max_length=MAX_TOKENS), batched=True
)

# COMMAND ----------

model = AutoModelForSequenceClassification.from_pretrained(BASE)
arguments = TrainingArguments("/dbfs/out", per_device_train_batch_size=32, num_train_epochs=3, learning_rate=4e-5)
Trainer(model=model, args=arguments, train_dataset=rows).train()
