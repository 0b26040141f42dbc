from datasets import load_dataset
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments

tokenizer = AutoTokenizer.from_pretrained("google-t5/t5-small")
books = load_dataset("opus_books", "en-fr", split="train[:80%]")


def encode(batch):
    inputs = ["translate English to French: " + pair["en"] for pair in batch["translation"]]
    encoded = tokenizer(inputs, max_length=96, truncation=True)
    with tokenizer.as_target_tokenizer():
        encoded["labels"] = tokenizer([pair["fr"] for pair in batch["translation"]], max_length=128, truncation=True)["input_ids"]
    return encoded


args = Seq2SeqTrainingArguments(
    output_dir="t5-en-fr",
    per_device_train_batch_size=16,
    gradient_accumulation_steps=2,
    learning_rate=2e-4,
    num_train_epochs=2,
    predict_with_generate=True,
    adafactor=True,
)
model = AutoModelForSeq2SeqLM.from_pretrained("google-t5/t5-small")
trainer = Seq2SeqTrainer(model, args, train_dataset=books.map(encode, batched=True), data_collator=DataCollatorForSeq2Seq(tokenizer, model))
trainer.train()
