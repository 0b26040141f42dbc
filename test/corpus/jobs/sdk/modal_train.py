import modal

app = modal.App("finetune")
image = modal.Image.debian_slim().pip_install("torch", "transformers", "datasets")


@app.function(image=image, gpu="A100-80GB:2", timeout=3600)
def train(epochs: int = 3):
    from datasets import load_dataset
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

    tokenizer = AutoTokenizer.from_pretrained("microsoft/deberta-v3-base")
    data = load_dataset("imdb", split="train").map(lambda rows: tokenizer(rows["text"], truncation=True, max_length=320), batched=True)
    model = AutoModelForSequenceClassification.from_pretrained("microsoft/deberta-v3-base")
    arguments = TrainingArguments("/tmp/out", num_train_epochs=epochs, per_device_train_batch_size=12, learning_rate=1e-5, bf16=True)
    Trainer(model=model, args=arguments, train_dataset=data).train()


@app.local_entrypoint()
def main():
    train.remote(epochs=2)
