import torch
from datasets import load_dataset
from peft import PromptTuningConfig, PromptTuningInit, TaskType, get_peft_model
from torch.utils.data import DataLoader
from transformers import AutoModelForCausalLM, AutoTokenizer, default_data_collator, get_linear_schedule_with_warmup

name, max_length, lr, num_epochs, batch_size = "bigscience/bloomz-560m", 64, 3e-2, 50, 8
config = PromptTuningConfig(
    task_type=TaskType.CAUSAL_LM,
    prompt_tuning_init=PromptTuningInit.TEXT,
    num_virtual_tokens=8,
    prompt_tuning_init_text="Classify if the tweet is a complaint or not:",
    tokenizer_name_or_path=name,
)
tokenizer = AutoTokenizer.from_pretrained(name)
tweets = load_dataset("ought/raft", "twitter_complaints")
encoded = tweets.map(lambda rows: tokenizer(rows["Tweet text"], padding="max_length", max_length=max_length, truncation=True), batched=True)
loader = DataLoader(encoded["train"], shuffle=True, collate_fn=default_data_collator, batch_size=batch_size)
model = get_peft_model(AutoModelForCausalLM.from_pretrained(name), config).to("cuda")
optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
scheduler = get_linear_schedule_with_warmup(optimizer, 0, len(loader) * num_epochs)
for epoch in range(num_epochs):
    for batch in loader:
        loss = model(**{key: value.to("cuda") for key, value in batch.items()}).loss
        loss.backward()
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()
