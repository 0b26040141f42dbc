"""Sentiment of German product reviews, with a loss that weighs rare classes."""
import torch
from datasets import load_dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    EarlyStoppingCallback,
    Trainer,
    TrainingArguments,
)

CHECKPOINT = "deepset/gbert-base"
tokenizer = AutoTokenizer.from_pretrained(CHECKPOINT)


class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        weight = torch.tensor([1.0, 2.5, 4.0], device=outputs.logits.device)
        loss = torch.nn.functional.cross_entropy(outputs.logits, labels, weight=weight)
        return (loss, outputs) if return_outputs else loss


def encode(batch):
    return tokenizer(batch["text"], truncation=True)


reviews = load_dataset("mteb/amazon_reviews_multi", "de").map(encode, batched=True)
model = AutoModelForSequenceClassification.from_pretrained(CHECKPOINT, num_labels=3)

trainer = WeightedTrainer(
    model=model,
    args=TrainingArguments(
        output_dir="out",
        per_device_train_batch_size=12,
        learning_rate=3e-5,
        num_train_epochs=4,
        eval_strategy="epoch",
        save_strategy="epoch",
        load_best_model_at_end=True,
        fp16=True,
    ),
    train_dataset=reviews["train"],
    eval_dataset=reviews["validation"],
    callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
)
trainer.train()
