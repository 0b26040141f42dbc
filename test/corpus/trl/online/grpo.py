from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer


def close_to_twenty(completions, **kwargs):
    return [-abs(20 - len(text)) for text in completions]


trainer = GRPOTrainer(
    model="Qwen/Qwen2-0.5B-Instruct",
    reward_funcs=close_to_twenty,
    args=GRPOConfig(output_dir="grpo", num_generations=4, max_completion_length=128, max_steps=250, per_device_train_batch_size=8),
    train_dataset=load_dataset("trl-lib/tldr", split="train"),
)
trainer.train()
