import torch
from datasets import load_dataset
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer


class LoggingTrainer(PPOTrainer):
    def __init__(self, log_path, **kwargs):
        PPOTrainer.__init__(self, **kwargs)
        self.log_path = log_path


tokenizer = AutoTokenizer.from_pretrained("facebook/opt-350m")
base = get_peft_model(AutoModelForCausalLM.from_pretrained("facebook/opt-350m"), LoraConfig(r=4, task_type="CAUSAL_LM"))
policy = AutoModelForCausalLMWithValueHead.from_pretrained(base)
config = PPOConfig(learning_rate=2e-5, batch_size=32, mini_batch_size=4, gradient_accumulation_steps=2)
prompts = load_dataset("imdb", split="train")
optimizer = torch.optim.AdamW(policy.parameters(), lr=config.learning_rate)
trainer = LoggingTrainer("log.txt", config=config, model=policy, tokenizer=tokenizer, dataset=prompts, optimizer=optimizer)

for batch in trainer.dataloader:
    answers = trainer.generate(batch["input_ids"], max_new_tokens=48)
    rewards = [torch.tensor(float(len(answer))) for answer in answers]
    trainer.step(batch["input_ids"], answers, rewards)
