from datasets import load_dataset
from peft import AdaLoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, DataCollatorForLanguageModeling, Trainer, TrainingArguments

model_id = "facebook/opt-1.3b"
tokenizer = AutoTokenizer.from_pretrained(model_id)
model = AutoModelForCausalLM.from_pretrained(model_id, torch_dtype="bfloat16")
model.gradient_checkpointing_enable()
config = AdaLoraConfig(init_r=12, target_r=4, tinit=50, tfinal=100, total_step=1000, target_modules=["q_proj", "v_proj"], task_type="CAUSAL_LM")
model = get_peft_model(model, config)

quotes = load_dataset("Abirate/english_quotes", split="train")
quotes = quotes.map(lambda row: tokenizer(row["quote"], truncation=True, max_length=256), batched=True)

trainer = Trainer(
    model=model,
    args=TrainingArguments("out/adalora", per_device_train_batch_size=4, gradient_accumulation_steps=4, max_steps=1000, learning_rate=1e-3, bf16=True),
    train_dataset=quotes,
    data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
)
trainer.train()
