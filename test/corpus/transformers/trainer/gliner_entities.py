import json

from gliner import GLiNER
from gliner.data_processing.collator import DataCollator
from gliner.training import Trainer, TrainingArguments

with open("annotations.json") as file:
    samples = json.load(file)

model = GLiNER.from_pretrained("urchade/gliner_medium-v2.1")
args = TrainingArguments(
    output_dir="out/gliner",
    learning_rate=5e-6,
    lr_scheduler_type="linear",
    warmup_ratio=0.1,
    per_device_train_batch_size=4,
    num_train_epochs=4,
    fp16=True,
)
trainer = Trainer(
    model=model,
    args=args,
    train_dataset=samples[200:],
    eval_dataset=samples[:200],
    tokenizer=model.data_processor.transformer_tokenizer,
    data_collator=DataCollator(model.config, data_processor=model.data_processor, prepare_labels=True),
)
trainer.train()
