import torch
from datasets import load_dataset
from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, DataCollatorForLanguageModeling, Trainer, TrainingArguments

base = "mistralai/Mistral-7B-v0.1"
quantization = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)
model = AutoModelForCausalLM.from_pretrained(base, quantization_config=quantization, device_map="auto")
model = prepare_model_for_kbit_training(model)
model = get_peft_model(model, LoraConfig(r=32, lora_alpha=64, target_modules=["q_proj", "v_proj"], task_type="CAUSAL_LM"))
tokenizer = AutoTokenizer.from_pretrained(base)
quotes = load_dataset("Abirate/english_quotes").map(lambda row: tokenizer(row["quote"], truncation=True, max_length=256), batched=True)
trainer = Trainer(
    model=model,
    train_dataset=quotes["train"],
    args=TrainingArguments(
        per_device_train_batch_size=2,
        gradient_accumulation_steps=8,
        max_steps=400,
        learning_rate=2e-4,
        optim="paged_adamw_8bit",
        output_dir="quotes",
    ),
    data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
)
trainer.train()
