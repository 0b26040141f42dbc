from datasets import load_dataset
from transformers import BertConfig, BertForMaskedLM, BertTokenizerFast, DataCollatorForLanguageModeling, Trainer, TrainingArguments

tokenizer = BertTokenizerFast.from_pretrained("./tokenizer")
config = BertConfig(vocab_size=30_000, hidden_size=256, num_hidden_layers=4, num_attention_heads=4, intermediate_size=1024)
model = BertForMaskedLM(config)
data = load_dataset("wikitext", "wikitext-103-raw-v1", split="train")
data = data.map(lambda batch: tokenizer(batch["text"], truncation=True, max_length=128), batched=True)
args = TrainingArguments("out", per_device_train_batch_size=32, num_train_epochs=2, learning_rate=1e-4)
trainer = Trainer(model=model, args=args, train_dataset=data, data_collator=DataCollatorForLanguageModeling(tokenizer))
trainer.train()
