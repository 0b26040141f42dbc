import argparse
import os

from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="roberta-base")
    parser.add_argument("--lr", type=float, default=5e-5)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--output-dir", default=os.environ.get("OUT", "out"))
    return parser.parse_args()


def main():
    args = parse_args()
    dataset = load_dataset("ag_news")
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    dataset = dataset.map(lambda row: tokenizer(row["text"], truncation=True, max_length=192), batched=True)
    model = AutoModelForSequenceClassification.from_pretrained(args.model, num_labels=4)
    training = TrainingArguments(
        args.output_dir,
        learning_rate=args.lr,
        per_device_train_batch_size=args.batch_size,
        num_train_epochs=args.epochs,
    )
    trainer = Trainer(model=model, args=training, train_dataset=dataset["train"], tokenizer=tokenizer)
    trainer.train()


if __name__ == "__main__":
    main()
