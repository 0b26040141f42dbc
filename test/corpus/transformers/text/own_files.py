import pandas as pd
from datasets import Dataset, DatasetDict
from transformers import BertForSequenceClassification, BertTokenizerFast, Trainer, TrainingArguments

frame = pd.read_csv("data/complaints.csv").dropna()
parts = DatasetDict({"train": Dataset.from_pandas(frame[:-500]), "test": Dataset.from_pandas(frame[-500:])})
tokenizer = BertTokenizerFast.from_pretrained("dbmdz/bert-base-turkish-cased")
parts = parts.map(lambda rows: tokenizer(rows["text"], padding="max_length", truncation=True, max_length=160), batched=True)
model = BertForSequenceClassification.from_pretrained("dbmdz/bert-base-turkish-cased", num_labels=7)
for parameter in model.bert.parameters():
    parameter.requires_grad = False
args = TrainingArguments(output_dir="complaints", per_device_train_batch_size=64, num_train_epochs=10, learning_rate=1e-3)
Trainer(model=model, args=args, train_dataset=parts["train"], eval_dataset=parts["test"]).train()
