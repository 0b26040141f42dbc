import evaluate
import numpy as np
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, EarlyStoppingCallback, Trainer, TrainingArguments

tokenizer = AutoTokenizer.from_pretrained("distilroberta-base")
model = AutoModelForSequenceClassification.from_pretrained("distilroberta-base", num_labels=4)
news = load_dataset("ag_news").map(lambda row: tokenizer(row["text"], truncation=True, max_length=200), batched=True)
accuracy = evaluate.load("accuracy")

args = TrainingArguments(
    "out/news",
    eval_strategy="steps",
    eval_steps=500,
    save_steps=500,
    load_best_model_at_end=True,
    metric_for_best_model="accuracy",
    per_device_train_batch_size=64,
    learning_rate=3e-5,
    num_train_epochs=8,
    tf32=True,
)
trainer = Trainer(
    model,
    args,
    DataCollatorWithPadding(tokenizer),
    news["train"],
    news["test"],
    compute_metrics=lambda p: accuracy.compute(predictions=np.argmax(p.predictions, -1), references=p.label_ids),
    callbacks=[EarlyStoppingCallback(early_stopping_patience=3)],
)
trainer.train()
