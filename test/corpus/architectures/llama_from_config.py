from datasets import load_dataset
from transformers import AutoModelForCausalLM, DataCollatorForLanguageModeling, LlamaConfig, LlamaTokenizerFast, Trainer, TrainingArguments

tokenizer = LlamaTokenizerFast.from_pretrained("hf-internal-testing/llama-tokenizer")
tokenizer.pad_token = tokenizer.eos_token
config = LlamaConfig(
    vocab_size=32_000,
    hidden_size=512,
    intermediate_size=1376,
    num_hidden_layers=8,
    num_attention_heads=8,
    num_key_value_heads=4,
    max_position_embeddings=1024,
)
model = AutoModelForCausalLM.from_config(config)
data = load_dataset("roneneldan/TinyStories", split="train").map(lambda x: tokenizer(x["text"], truncation=True, max_length=1024), batched=True)
args = TrainingArguments("tinyllama", per_device_train_batch_size=16, max_steps=20_000, learning_rate=6e-4, bf16=True)
Trainer(model=model, args=args, train_dataset=data, data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False)).train()
