import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import BitsAndBytesConfig
from trl import SFTConfig, SFTTrainer

quantization = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)
args = SFTConfig(
    output_dir="zephyr",
    bf16=True,
    gradient_accumulation_steps=64,
    gradient_checkpointing=True,
    learning_rate=2e-5,
    max_length=4096,
    num_train_epochs=1,
    per_device_train_batch_size=2,
    model_init_kwargs={"quantization_config": quantization, "torch_dtype": torch.bfloat16, "use_cache": False},
)
trainer = SFTTrainer(
    model="mistralai/Mistral-7B-v0.3",
    args=args,
    train_dataset=load_dataset("HuggingFaceH4/ultrachat_200k", split="train_sft"),
    peft_config=LoraConfig(r=128, target_modules=["q_proj", "k_proj", "v_proj", "o_proj"]),
)
trainer.train()
