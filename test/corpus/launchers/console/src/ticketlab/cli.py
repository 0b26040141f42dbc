import typer
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

app = typer.Typer()


@app.command()
def train(model_name: str = "roberta-base", epochs: int = 3, batch_size: int = 16, learning_rate: float = 2e-5) -> None:
    tokenizer = AutoTokenizer.from_pretrained(model_name)
    data = load_dataset("banking77", split="train")
    data = data.map(lambda rows: tokenizer(rows["text"], truncation=True, max_length=96), batched=True)
    model = AutoModelForSequenceClassification.from_pretrained(model_name, num_labels=77)
    arguments = TrainingArguments("out", num_train_epochs=epochs, per_device_train_batch_size=batch_size, learning_rate=learning_rate)
    Trainer(model=model, args=arguments, train_dataset=data).train()


@app.command()
def predict(text: str) -> None:
    typer.echo(text)
