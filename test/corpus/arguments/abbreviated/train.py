import argparse

from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

parser = argparse.ArgumentParser()
parser.add_argument('--learning_rate', type=float, default=5e-5)
parser.add_argument('--gradient_accumulation_steps', type=int, default=1)
parser.add_argument('--num_epochs', type=int, default=3)
args = parser.parse_args()

model = AutoModelForSequenceClassification.from_pretrained('albert-base-v2')
training = TrainingArguments(
    'out',
    learning_rate=args.learning_rate,
    gradient_accumulation_steps=args.gradient_accumulation_steps,
    num_train_epochs=args.num_epochs,
)
Trainer(model=model, args=training, train_dataset=load_dataset('rotten_tomatoes', split='train')).train()
