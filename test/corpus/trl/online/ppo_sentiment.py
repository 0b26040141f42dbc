import torch
from datasets import load_dataset
from tqdm import tqdm
from transformers import AutoTokenizer, pipeline
from trl import AutoModelForCausalLMWithValueHead, PPOConfig, PPOTrainer, create_reference_model

config = PPOConfig(model_name="lvwerra/gpt2-imdb", learning_rate=1.41e-5, batch_size=128, mini_batch_size=16, gradient_accumulation_steps=2)
tokenizer = AutoTokenizer.from_pretrained(config.model_name)
model = AutoModelForCausalLMWithValueHead.from_pretrained(config.model_name)
reference = create_reference_model(model)
dataset = load_dataset("stanfordnlp/imdb", split="train").rename_columns({"text": "review"})
ppo_trainer = PPOTrainer(config, model, reference, tokenizer, dataset=dataset, data_collator=lambda rows: {key: [row[key] for row in rows] for key in rows[0]})
sentiment = pipeline("sentiment-analysis", model="lvwerra/distilbert-imdb")

for epoch, batch in tqdm(enumerate(ppo_trainer.dataloader)):
    queries = batch["input_ids"]
    responses = [ppo_trainer.generate(query, max_new_tokens=16).squeeze()[-16:] for query in queries]
    batch["response"] = [tokenizer.decode(response) for response in responses]
    rewards = [torch.tensor(output[1]["score"]) for output in sentiment(batch["response"], top_k=None)]
    stats = ppo_trainer.step(queries, responses, rewards)
    ppo_trainer.log_stats(stats, batch, rewards)
