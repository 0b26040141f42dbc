import argparse

from datasets import load_dataset
from transformers import CONFIG_MAPPING, AutoConfig, AutoModelForCausalLM, AutoTokenizer, Trainer, TrainingArguments

parser = argparse.ArgumentParser()
parser.add_argument("--model_name_or_path", default=None)
parser.add_argument("--model_type", default=None)
args = parser.parse_args()

if args.model_name_or_path:
    config = AutoConfig.from_pretrained(args.model_name_or_path)
    model = AutoModelForCausalLM.from_pretrained(args.model_name_or_path, config=config)
else:
    config = CONFIG_MAPPING[args.model_type]()
    model = AutoModelForCausalLM.from_config(config)
tokenizer = AutoTokenizer.from_pretrained(args.model_name_or_path or "gpt2", model_max_length=512)
stories = load_dataset("roneneldan/TinyStories", split="train")
encoded = stories.map(lambda batch: tokenizer(batch["text"], truncation=True), batched=True)
Trainer(model=model, args=TrainingArguments("clm", num_train_epochs=1), train_dataset=encoded).train()
