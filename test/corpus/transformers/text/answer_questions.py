import sys

from datasets import load_dataset
from transformers import AutoModelForQuestionAnswering, AutoTokenizer, Trainer, TrainingArguments, default_data_collator

checkpoint = sys.argv[1] if len(sys.argv) > 1 else "deepset/minilm-uncased-squad2"
max_seq_length, doc_stride = 320, 96
tokenizer = AutoTokenizer.from_pretrained(checkpoint, use_fast=True)
squad = load_dataset("squad_v2")


def prepare(examples):
    encoded = tokenizer(
        examples["question"],
        examples["context"],
        truncation="only_second",
        max_length=min(max_seq_length, tokenizer.model_max_length),
        stride=doc_stride,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        padding="max_length",
    )
    encoded.pop("overflow_to_sample_mapping")
    return encoded


trainer = Trainer(
    model=AutoModelForQuestionAnswering.from_pretrained(checkpoint),
    args=TrainingArguments("qa", learning_rate=3e-5, per_device_train_batch_size=48, num_train_epochs=2, bf16=True),
    train_dataset=squad["train"].map(prepare, batched=True, remove_columns=squad["train"].column_names),
    data_collator=default_data_collator,
)
trainer.train()
