from paddlenlp.datasets import load_dataset
from paddlenlp.trainer import Trainer, TrainingArguments
from paddlenlp.transformers import AutoModelForSequenceClassification, AutoTokenizer

name = "ernie-3.0-base-zh"
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForSequenceClassification.from_pretrained(name, num_classes=2)
train_set, dev_set = load_dataset("chnsenticorp", splits=["train", "dev"])


def encode(example):
    return tokenizer(example["text"], max_length=192, truncation=True)


args = TrainingArguments(output_dir="checkpoints", per_device_train_batch_size=24, bf16=True, recompute=True, max_steps=2500)
trainer = Trainer(model=model, args=args, train_dataset=train_set.map(encode), eval_dataset=dev_set.map(encode), tokenizer=tokenizer)
trainer.train()
