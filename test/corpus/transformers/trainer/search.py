import evaluate
import numpy as np
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, Trainer, TrainingArguments

name = "microsoft/deberta-v3-small"
tokenizer = AutoTokenizer.from_pretrained(name)
raw = load_dataset("glue", "rte")
encoded = raw.map(lambda row: tokenizer(row["sentence1"], row["sentence2"], truncation=True, max_length=256), batched=True)
accuracy = evaluate.load("accuracy")


def model_init(trial=None):
    return AutoModelForSequenceClassification.from_pretrained(name, num_labels=2)


args = TrainingArguments("search", per_device_train_batch_size=32, num_train_epochs=6, optim="adafactor", bf16=True)
trainer = Trainer(
    model_init=model_init,
    args=args,
    train_dataset=encoded["train"],
    eval_dataset=encoded["validation"],
    data_collator=DataCollatorWithPadding(tokenizer),
    compute_metrics=lambda pair: accuracy.compute(predictions=np.argmax(pair[0], -1), references=pair[1]),
)
best = trainer.hyperparameter_search(
    hp_space=lambda trial: {"learning_rate": trial.suggest_float("learning_rate", 1e-5, 1e-4, log=True)},
    n_trials=10,
    backend="optuna",
)
print(best)
