from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
from datasets import load_dataset
data = load_dataset("imdb")
for lr in [1e-5, 2e-5, 5e-5]:
    for bs in (8, 16):
        model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=2)
        args = TrainingArguments("out", learning_rate=lr, per_device_train_batch_size=bs, num_train_epochs=2)
        Trainer(model=model, args=args, train_dataset=data["train"]).train()
