from datasets import load_dataset
from setfit import SetFitModel, Trainer, TrainingArguments, sample_dataset

emotions = load_dataset("SetFit/emotion")
few = sample_dataset(emotions["train"], label_column="label", num_samples=16)
model = SetFitModel.from_pretrained("sentence-transformers/paraphrase-mpnet-base-v2")
args = TrainingArguments(batch_size=(32, 4), num_epochs=(2, 16), body_learning_rate=1e-5)
trainer = Trainer(model=model, args=args, train_dataset=few, eval_dataset=emotions["test"])
trainer.train()
