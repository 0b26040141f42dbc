import torch
import torch.nn as nn
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer


class LoRALinear(nn.Module):
    def __init__(self, base, r=8, alpha=16):
        super().__init__()
        self.base = base
        self.lora_a = nn.Parameter(torch.randn(r, base.in_features) * 0.01)
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, r))
        self.scale = alpha / r

    def forward(self, x):
        return self.base(x) + (x @ self.lora_a.T @ self.lora_b.T) * self.scale


tokenizer = AutoTokenizer.from_pretrained("EleutherAI/pythia-1b")
model = AutoModelForCausalLM.from_pretrained("EleutherAI/pythia-1b", torch_dtype=torch.bfloat16).cuda()
for p in model.parameters():
    p.requires_grad = False
for layer in model.gpt_neox.layers:
    layer.attention.query_key_value = LoRALinear(layer.attention.query_key_value, r=8)

params = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.AdamW(params, lr=3e-4)
data = load_dataset("tatsu-lab/alpaca", split="train")


def collate(rows):
    batch = tokenizer([r["text"] for r in rows], padding="max_length", max_length=256, truncation=True, return_tensors="pt")
    batch["labels"] = batch["input_ids"].clone()
    return batch


loader = torch.utils.data.DataLoader(data, batch_size=4, shuffle=True, collate_fn=collate)
for epoch in range(2):
    for batch in loader:
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
