from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import KTOConfig, KTOTrainer

model = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2-1.5B-Instruct")
tokenizer = AutoTokenizer.from_pretrained("Qwen/Qwen2-1.5B-Instruct")
training_args = KTOConfig(output_dir="kto", logging_steps=10, num_train_epochs=2)
trainer = KTOTrainer(model=model, args=training_args, processing_class=tokenizer, train_dataset=load_dataset("trl-lib/kto-mix-14k", split="train"))
trainer.train()
