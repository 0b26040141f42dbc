import argparse

from datasets import load_dataset
from transformers import AutoModelForMaskedLM, AutoTokenizer, DataCollatorForLanguageModeling, Trainer, TrainingArguments

parser = argparse.ArgumentParser()
parser.add_argument("--model", default="bert-base-multilingual-cased")
parser.add_argument("--block_size", type=int, default=256)
parser.add_argument("--mlm_probability", type=float, default=0.15)
args = parser.parse_args()

tokenizer = AutoTokenizer.from_pretrained(args.model)
block_size = min(args.block_size, tokenizer.model_max_length)
texts = load_dataset("wikitext", "wikitext-103-raw-v1")
tokens = texts.map(lambda batch: tokenizer(batch["text"], return_special_tokens_mask=True), batched=True, remove_columns=["text"])


def group_texts(batch):
    joined = {key: sum(batch[key], []) for key in batch.keys()}
    total = len(joined["input_ids"]) // block_size * block_size
    return {key: [values[i : i + block_size] for i in range(0, total, block_size)] for key, values in joined.items()}


blocks = tokens.map(group_texts, batched=True)
trainer = Trainer(
    model=AutoModelForMaskedLM.from_pretrained(args.model),
    args=TrainingArguments(output_dir="mlm", per_device_train_batch_size=24, max_steps=20_000, warmup_steps=500, tf32=True),
    train_dataset=blocks["train"],
    data_collator=DataCollatorForLanguageModeling(tokenizer, mlm_probability=args.mlm_probability),
)
trainer.train()
