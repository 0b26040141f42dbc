from dataclasses import dataclass

import torch
from datasets import load_dataset
from peft import LoraConfig, get_peft_model
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizer, Trainer, TrainingArguments


@dataclass
class CausalCollator:
    tokenizer: PreTrainedTokenizer
    source_max_len: int
    target_max_len: int

    def __call__(self, rows):
        tokenized_sources = self.tokenizer([row["instruction"] for row in rows], max_length=self.source_max_len, truncation=True)
        tokenized_targets = self.tokenizer([row["output"] for row in rows], max_length=self.target_max_len, truncation=True, add_special_tokens=False)
        ids = [torch.tensor(s + t) for s, t in zip(tokenized_sources["input_ids"], tokenized_targets["input_ids"])]
        return {"input_ids": pad_sequence(ids, batch_first=True, padding_value=self.tokenizer.pad_token_id)}


name = "Qwen/Qwen2.5-1.5B"
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForCausalLM.from_pretrained(name, torch_dtype=torch.bfloat16)
model = get_peft_model(model, LoraConfig(task_type="CAUSAL_LM", target_modules="all-linear"))
args = TrainingArguments("out", per_device_train_batch_size=4, num_train_epochs=2, learning_rate=1e-4, remove_unused_columns=False)
data = load_dataset("tatsu-lab/alpaca", split="train")
trainer = Trainer(model=model, args=args, train_dataset=data, data_collator=CausalCollator(tokenizer, source_max_len=384, target_max_len=128))
trainer.train()
