from datasets import load_dataset
from transformers import AutoModelForCausalLM, Trainer, TrainingArguments

model = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2.5-0.5B", torch_dtype="auto")
args = TrainingArguments("qwen-alpaca", per_device_train_batch_size=4, num_train_epochs=1)
trainer = Trainer(model=model, args=args, train_dataset=load_dataset("tatsu-lab/alpaca", split="train"))
trainer.train()
