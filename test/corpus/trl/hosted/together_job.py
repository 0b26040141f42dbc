import os

from together import Together

client = Together(api_key=os.environ["TOGETHER_API_KEY"])
upload = client.files.upload(file="dialogues.jsonl")
response = client.fine_tuning.create(
    training_file=upload.id,
    model="meta-llama/Meta-Llama-3.1-8B-Instruct-Reference",
    n_epochs=3,
    learning_rate=1e-5,
    batch_size=16,
    lora=True,
)
print(response.id)
