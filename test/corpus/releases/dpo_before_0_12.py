"""Preference tuning at the library's own settings; the release is in requirements.txt."""
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

model = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2-0.5B-Instruct")
tokenizer = AutoTokenizer.from_pretrained("Qwen/Qwen2-0.5B-Instruct")
pairs = load_dataset("trl-lib/ultrafeedback_binarized", split="train")

trainer = DPOTrainer(model=model, args=DPOConfig(output_dir="dpo"), train_dataset=pairs)
trainer.train()
