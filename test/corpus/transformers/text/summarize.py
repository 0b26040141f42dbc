from dataclasses import dataclass, field

from datasets import load_dataset
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    HfArgumentParser,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
)


@dataclass
class DataArguments:
    dataset_name: str = field(default="EdinburghNLP/xsum")
    max_source_length: int = field(default=768)
    max_target_length: int = field(default=96)
    pad_to_max_length: bool = field(default=False)


parser = HfArgumentParser((DataArguments, Seq2SeqTrainingArguments))
data_args, training_args = parser.parse_args_into_dataclasses()
tokenizer = AutoTokenizer.from_pretrained("facebook/bart-base")
model = AutoModelForSeq2SeqLM.from_pretrained("facebook/bart-base")
padding = "max_length" if data_args.pad_to_max_length else False


def preprocess(examples):
    model_inputs = tokenizer(examples["document"], max_length=data_args.max_source_length, padding=padding, truncation=True)
    labels = tokenizer(text_target=examples["summary"], max_length=data_args.max_target_length, padding=padding, truncation=True)
    model_inputs["labels"] = labels["input_ids"]
    return model_inputs


raw = load_dataset(data_args.dataset_name)
train_dataset = raw["train"].map(preprocess, batched=True, remove_columns=raw["train"].column_names)
trainer = Seq2SeqTrainer(
    model=model,
    args=training_args,
    train_dataset=train_dataset,
    data_collator=DataCollatorForSeq2Seq(tokenizer, model=model),
    processing_class=tokenizer,
)
trainer.train()
