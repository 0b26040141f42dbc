import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader
from transformers import AutoModelForCausalLM

learning_rate = 2e-4
batch_size = 64
micro_batch_size = 4
accumulation = batch_size // micro_batch_size
max_iters = 8000


class LowRankLoRA(nn.Module):
    def __init__(self, linear, rank=8):
        super().__init__()
        self.linear = linear
        self.lora_a = nn.Parameter(torch.zeros(rank, linear.in_features))
        self.lora_b = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x):
        return self.linear(x) + x @ self.lora_a.T @ self.lora_b.T


def put_adapters(model, rank):
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.Linear) and name.endswith("q_proj"):
            setattr(model.get_submodule(name.rpartition(".")[0]), "q_proj", LowRankLoRA(module, rank=rank))


def mark_only_lora_as_trainable(model):
    for name, parameter in model.named_parameters():
        if "lora_" not in name:
            parameter.requires_grad = False


def main(name: str = "meta-llama/Llama-3.2-1B"):
    fabric = L.Fabric(devices=1, precision="bf16-true")
    model = AutoModelForCausalLM.from_pretrained(name)
    put_adapters(model, rank=16)
    mark_only_lora_as_trainable(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    model, optimizer = fabric.setup(model, optimizer)
    train(fabric, model, optimizer, DataLoader(torch.load("train.pt"), batch_size=micro_batch_size))


def train(fabric, model, optimizer, loader):
    for iter_num, batch in enumerate(loader):
        if iter_num >= max_iters:
            break
        loss = model(**batch).loss
        fabric.backward(loss / accumulation)
        if (iter_num + 1) % accumulation == 0:
            optimizer.step()
            optimizer.zero_grad()


if __name__ == "__main__":
    from jsonargparse.cli import CLI

    CLI(main)
