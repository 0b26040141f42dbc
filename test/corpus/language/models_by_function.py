import torch
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
from datasets import load_dataset
data = load_dataset("imdb")
def run(name, lr):
    model = AutoModelForSequenceClassification.from_pretrained(name, num_labels=2)
    args = TrainingArguments("out", learning_rate=lr, num_train_epochs=2)
    Trainer(model=model, args=args, train_dataset=data["train"]).train()
for name, lr in [("bert-base-uncased", 2e-5), ("roberta-base", 1e-5)]:
    run(name, lr)
