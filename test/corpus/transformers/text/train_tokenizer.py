from datasets import load_dataset
from transformers import AutoTokenizer

texts = load_dataset("oscar-corpus/oscar", "unshuffled_deduplicated_is", split="train")
old = AutoTokenizer.from_pretrained("gpt2")
new = old.train_new_from_iterator((texts[i : i + 1000]["text"] for i in range(0, len(texts), 1000)), vocab_size=32_000)
new.save_pretrained("icelandic-gpt2")
