from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import SFTConfig, SFTTrainer

tokenizer = AutoTokenizer.from_pretrained("EleutherAI/pythia-410m")
model = AutoModelForCausalLM.from_pretrained("EleutherAI/pythia-410m")
config = SFTConfig(output_dir="pythia-imdb", max_seq_length=384, dataset_text_field="text", num_train_epochs=2, learning_rate=1e-5)
trainer = SFTTrainer(model, args=config, train_dataset=load_dataset("stanfordnlp/imdb", split="train"), tokenizer=tokenizer)
trainer.train()
