from transformers import DataCollatorForLanguageModeling, GPT2Config, GPT2LMHeadModel, GPT2TokenizerFast, Trainer, TrainingArguments

from lines import LineDataset

tokenizer = GPT2TokenizerFast.from_pretrained("gpt2")
config = GPT2Config(n_layer=6, n_head=6, n_embd=384, n_positions=512)
model = GPT2LMHeadModel(config)
trainer = Trainer(
    model=model,
    args=TrainingArguments(output_dir="mini-gpt2", num_train_epochs=5, per_device_train_batch_size=8),
    train_dataset=LineDataset("lines.txt", tokenizer),
    data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
)
trainer.train()
