import os

from mistralai import Mistral

client = Mistral(api_key=os.environ["MISTRAL_API_KEY"])
with open("train.jsonl", "rb") as file:
    training = client.files.upload(file={"file_name": "train.jsonl", "content": file})

job = client.fine_tuning.jobs.create(
    model="open-mistral-7b",
    training_files=[{"file_id": training.id, "weight": 1}],
    hyperparameters={"training_steps": 100, "learning_rate": 0.0001},
    auto_start=True,
)
print(job.id)
