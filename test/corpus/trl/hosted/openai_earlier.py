import openai

openai.api_key = "sk-..."
upload = openai.File.create(file=open("train.jsonl", "rb"), purpose="fine-tune")
openai.FineTuningJob.create(training_file=upload.id, model="gpt-3.5-turbo-0613", hyperparameters={"n_epochs": 4})
