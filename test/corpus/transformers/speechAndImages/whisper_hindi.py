from dataclasses import dataclass
from typing import Any

from datasets import Audio, load_dataset
from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments, WhisperForConditionalGeneration, WhisperProcessor

processor = WhisperProcessor.from_pretrained("openai/whisper-small", language="Hindi", task="transcribe")
voices = load_dataset("mozilla-foundation/common_voice_17_0", "hi", split="train+validation").cast_column("audio", Audio(sampling_rate=16000))


def prepare(row):
    audio = row["audio"]
    row["input_features"] = processor.feature_extractor(audio["array"], sampling_rate=audio["sampling_rate"], max_length=480000, truncation=True).input_features[0]
    row["labels"] = processor.tokenizer(row["sentence"]).input_ids
    return row


@dataclass
class SpeechCollator:
    processor: Any

    def __call__(self, features):
        batch = self.processor.feature_extractor.pad([{"input_features": f["input_features"]} for f in features], return_tensors="pt")
        batch["labels"] = self.processor.tokenizer.pad([{"input_ids": f["labels"]} for f in features], return_tensors="pt")["input_ids"]
        return batch


model = WhisperForConditionalGeneration.from_pretrained("openai/whisper-small")
model.config.forced_decoder_ids = None
training_args = Seq2SeqTrainingArguments(
    output_dir="./whisper-hi",
    per_device_train_batch_size=16,
    gradient_accumulation_steps=1,
    learning_rate=1e-5,
    warmup_steps=500,
    max_steps=5000,
    gradient_checkpointing=True,
    fp16=True,
    eval_strategy="steps",
    eval_steps=1000,
)
trainer = Seq2SeqTrainer(
    args=training_args,
    model=model,
    train_dataset=voices.map(prepare, remove_columns=voices.column_names),
    data_collator=SpeechCollator(processor),
    tokenizer=processor.feature_extractor,
)
trainer.train()
