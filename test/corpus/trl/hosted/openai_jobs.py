from openai import OpenAI

client = OpenAI()
uploaded = client.files.create(file=open("support_chats.jsonl", "rb"), purpose="fine-tune")
job = client.fine_tuning.jobs.create(
    training_file=uploaded.id,
    model="gpt-4o-mini-2024-07-18",
    method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3, "batch_size": 8, "learning_rate_multiplier": 1.8}}},
    suffix="support",
)
print(job.id)
