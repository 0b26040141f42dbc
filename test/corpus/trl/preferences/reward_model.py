import torch
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer
from trl import RewardConfig, RewardTrainer

name = "Qwen/Qwen2.5-0.5B-Instruct"
model = AutoModelForSequenceClassification.from_pretrained(name, num_labels=1, torch_dtype=torch.bfloat16)
trainer = RewardTrainer(
    model=model,
    args=RewardConfig(output_dir="reward", per_device_train_batch_size=16, learning_rate=1.0e-5, max_length=None, fp16=True, num_train_epochs=1),
    train_dataset=load_dataset("trl-lib/ultrafeedback_binarized", split="train"),
    processing_class=AutoTokenizer.from_pretrained(name),
)
trainer.train()
