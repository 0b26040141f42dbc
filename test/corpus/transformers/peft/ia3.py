from datasets import load_dataset
from peft import IA3Config, get_peft_model
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

tokenizer = AutoTokenizer.from_pretrained("roberta-large")
model = AutoModelForSequenceClassification.from_pretrained("roberta-large", num_labels=2)
model = get_peft_model(model, IA3Config(task_type="SEQ_CLS"))

data = load_dataset("glue", "mrpc")
data = data.map(lambda row: tokenizer(row["sentence1"], row["sentence2"], truncation=True, max_length=192), batched=True)

trainer = Trainer(
    model=model,
    args=TrainingArguments(output_dir="out/ia3", learning_rate=5e-3, per_device_train_batch_size=32, num_train_epochs=10, bf16=True),
    train_dataset=data["train"],
    tokenizer=tokenizer,
)
trainer.train()
