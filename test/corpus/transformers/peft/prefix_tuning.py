from datasets import load_dataset
from peft import PrefixTuningConfig, TaskType, get_peft_model
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments

checkpoint = "google/flan-t5-base"
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint)
model = get_peft_model(model, PrefixTuningConfig(task_type=TaskType.SEQ_2_SEQ_LM, num_virtual_tokens=20))


def encode(batch):
    features = tokenizer(batch["sentence"], max_length=128, truncation=True)
    features["labels"] = tokenizer(text_target=batch["text_label"], max_length=4, truncation=True)["input_ids"]
    return features


data = load_dataset("financial_phrasebank", "sentences_allagree").map(encode, batched=True)
args = Seq2SeqTrainingArguments("out/prefix", learning_rate=1e-2, num_train_epochs=5, per_device_train_batch_size=16)
trainer = Seq2SeqTrainer(model, args, train_dataset=data["train"], data_collator=DataCollatorForSeq2Seq(tokenizer, model))
trainer.train()
