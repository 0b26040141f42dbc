# HfArgumentParser: required fields stay open, the others are at their defaults.
from dataclasses import dataclass, field
from typing import Optional

from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, HfArgumentParser, Trainer, TrainingArguments


@dataclass
class ModelArguments:
    model_name_or_path: str = field(metadata={'help': 'Model to start from'})
    use_fast: bool = field(default=True)


@dataclass
class DataArguments:
    dataset_name: Optional[str] = field(default='imdb')
    max_seq_length: int = field(default=192, metadata={'help': 'Longest input'})


@dataclass
class FinetuneArguments(TrainingArguments):
    output_dir: str = field(default='out')
    per_device_train_batch_size: int = field(default=12)
    learning_rate: float = field(default=3e-5)


def main():
    parser = HfArgumentParser((ModelArguments, DataArguments, FinetuneArguments))
    model_args, data_args, training_args = parser.parse_args_into_dataclasses()
    tokenizer = AutoTokenizer.from_pretrained(model_args.model_name_or_path, use_fast=model_args.use_fast)
    model = AutoModelForSequenceClassification.from_pretrained(model_args.model_name_or_path)
    raw = load_dataset(data_args.dataset_name)
    data = raw.map(lambda rows: tokenizer(rows['text'], truncation=True, padding='max_length', max_length=data_args.max_seq_length), batched=True)
    trainer = Trainer(model=model, args=training_args, train_dataset=data['train'])
    trainer.train()


if __name__ == '__main__':
    main()
