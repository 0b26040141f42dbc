# fire: a function's parameters are the options.
import fire
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, DataCollatorForLanguageModeling, Trainer, TrainingArguments


def train(
    base_model: str = 'EleutherAI/pythia-410m',
    data_path: str = 'wikitext',
    batch_size: int = 128,
    micro_batch_size: int = 8,
    num_epochs: float = 1.5,
    learning_rate: float = 1e-4,
    cutoff_len: int = 384,
):
    gradient_accumulation_steps = batch_size // micro_batch_size
    tokenizer = AutoTokenizer.from_pretrained(base_model)
    model = AutoModelForCausalLM.from_pretrained(base_model)
    data = load_dataset(data_path, split='train').map(lambda row: tokenizer(row['text'], truncation=True, max_length=cutoff_len, padding='max_length'))
    trainer = Trainer(
        model=model,
        train_dataset=data,
        args=TrainingArguments(
            output_dir='out',
            per_device_train_batch_size=micro_batch_size,
            gradient_accumulation_steps=gradient_accumulation_steps,
            num_train_epochs=num_epochs,
            learning_rate=learning_rate,
            fp16=True,
        ),
        data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
    )
    trainer.train()


if __name__ == '__main__':
    fire.Fire(train)
