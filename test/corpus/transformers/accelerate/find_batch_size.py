import torch
from accelerate import Accelerator
from accelerate.utils import find_executable_batch_size
from datasets import load_dataset
from torch.utils.data import DataLoader
from transformers import AutoModelForSequenceClassification, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("bert-base-cased")


def collate(rows):
    batch = tokenizer([row["sentence"] for row in rows], padding="longest", truncation=True, max_length=128, return_tensors="pt")
    batch["labels"] = torch.tensor([row["label"] for row in rows])
    return batch


def main():
    accelerator = Accelerator(mixed_precision="fp16")
    data = load_dataset("glue", "sst2", split="train")

    @find_executable_batch_size(starting_batch_size=256)
    def run(batch_size):
        accelerator.free_memory()
        model = AutoModelForSequenceClassification.from_pretrained("bert-base-cased")
        optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
        loader = DataLoader(data, shuffle=True, collate_fn=collate, batch_size=batch_size)
        model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
        for epoch in range(2):
            for batch in loader:
                loss = model(**batch).loss
                accelerator.backward(loss)
                optimizer.step()
                optimizer.zero_grad()

    run()


if __name__ == "__main__":
    main()
