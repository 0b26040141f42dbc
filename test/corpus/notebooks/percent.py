# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# Fine-tune GPT-2 for 99 epochs? No: two.

# %%
# !pip install -q transformers
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, DataCollatorForLanguageModeling, Trainer, TrainingArguments

# %%
tokenizer = AutoTokenizer.from_pretrained("gpt2")
tokenizer.pad_token = tokenizer.eos_token
data = load_dataset("roneneldan/TinyStories", split="train")
data = data.map(lambda rows: tokenizer(rows["text"], truncation=True, max_length=384), batched=True, remove_columns=["text"])

# %%
model = AutoModelForCausalLM.from_pretrained("gpt2")
arguments = TrainingArguments("out", num_train_epochs=2, per_device_train_batch_size=16, learning_rate=1e-4, bf16=True)
Trainer(model, arguments, train_dataset=data, data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False)).train()
