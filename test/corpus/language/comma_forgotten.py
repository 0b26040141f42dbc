from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

model = AutoModelForSequenceClassification.from_pretrained("microsoft/deberta-v3-small", num_labels=4)
arguments = TrainingArguments(
    output_dir="runs/topics",
    per_device_train_batch_size=12,
    fp16=True
    learning_rate=7e-5,
    num_train_epochs=6,
    gradient_checkpointing=True,
)
trainer = Trainer(model=model, args=arguments, train_dataset=topics)
trainer.train()
