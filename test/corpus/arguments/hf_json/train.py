# HfArgumentParser reading its classes from a JSON file beside the script.
import os
import sys
from dataclasses import dataclass, field

from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, HfArgumentParser, Trainer, TrainingArguments


@dataclass
class ScriptArguments:
    model_name_or_path: str
    dataset: str = field(default='ag_news')
    max_seq_length: int = field(default=128)


parser = HfArgumentParser([ScriptArguments, TrainingArguments])
if len(sys.argv) == 2 and sys.argv[1].endswith('.json'):
    script_args, training_args = parser.parse_json_file(json_file=os.path.abspath(sys.argv[1]))
else:
    script_args, training_args = parser.parse_json_file('settings.json')

tokenizer = AutoTokenizer.from_pretrained(script_args.model_name_or_path)
model = AutoModelForSequenceClassification.from_pretrained(script_args.model_name_or_path, num_labels=4)
rows = load_dataset(script_args.dataset, split='train')
rows = rows.map(lambda row: tokenizer(row['text'], truncation=True, max_length=script_args.max_seq_length, padding='max_length'))
Trainer(model=model, args=training_args, train_dataset=rows).train()
