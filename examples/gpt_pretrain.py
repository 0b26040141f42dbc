"""Pre-train a GPT-2-sized language model on a memory-mapped file of tokens.

    torchrun --standalone --nproc_per_node=8 gpt_pretrain.py
"""
import math
import os
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel

DATA_DIR = os.environ.get("DATA_DIR", "data/openwebtext")
BATCH_SIZE = 16
GRAD_ACCUM = 4
MAX_STEPS = 100_000
WARMUP_STEPS = 2_000
MAX_LR = 6e-4
MIN_LR = MAX_LR / 10
WEIGHT_DECAY = 0.1
GRAD_CLIP = 1.0
EVAL_EVERY = 1_000
EVAL_BATCHES = 50


@dataclass
class GPTConfig:
    vocab_size: int = 50304
    block_size: int = 1024
    n_layer: int = 12
    n_head: int = 12
    n_embd: int = 768


class Attention(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.n_head = cfg.n_head
        self.qkv = nn.Linear(cfg.n_embd, 3 * cfg.n_embd)
        self.proj = nn.Linear(cfg.n_embd, cfg.n_embd)

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(x).split(C, dim=2)
        q, k, v = (t.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) for t in (q, k, v))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.proj(y.transpose(1, 2).reshape(B, T, C))


class Block(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.ln_1 = nn.LayerNorm(cfg.n_embd)
        self.attn = Attention(cfg)
        self.ln_2 = nn.LayerNorm(cfg.n_embd)
        self.mlp = nn.Sequential(
            nn.Linear(cfg.n_embd, 4 * cfg.n_embd),
            nn.GELU(),
            nn.Linear(4 * cfg.n_embd, cfg.n_embd),
        )

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class GPT(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg
        self.wte = nn.Embedding(cfg.vocab_size, cfg.n_embd)
        self.wpe = nn.Embedding(cfg.block_size, cfg.n_embd)
        self.blocks = nn.ModuleList([Block(cfg) for _ in range(cfg.n_layer)])
        self.ln_f = nn.LayerNorm(cfg.n_embd)
        self.lm_head = nn.Linear(cfg.n_embd, cfg.vocab_size, bias=False)
        self.lm_head.weight = self.wte.weight

    def forward(self, idx, targets):
        positions = torch.arange(idx.size(1), device=idx.device)
        x = self.wte(idx) + self.wpe(positions)
        for block in self.blocks:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))
        return F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1))


def get_batch(split, cfg, device):
    data = np.memmap(os.path.join(DATA_DIR, f"{split}.bin"), dtype=np.uint16, mode="r")
    starts = torch.randint(len(data) - cfg.block_size - 1, (BATCH_SIZE,))
    x = torch.stack([torch.from_numpy(data[i : i + cfg.block_size].astype(np.int64)) for i in starts])
    y = torch.stack([torch.from_numpy(data[i + 1 : i + 1 + cfg.block_size].astype(np.int64)) for i in starts])
    return x.to(device, non_blocking=True), y.to(device, non_blocking=True)


def learning_rate(step):
    if step < WARMUP_STEPS:
        return MAX_LR * (step + 1) / WARMUP_STEPS
    progress = (step - WARMUP_STEPS) / (MAX_STEPS - WARMUP_STEPS)
    return MIN_LR + 0.5 * (MAX_LR - MIN_LR) * (1 + math.cos(math.pi * progress))


@torch.no_grad()
def validation_loss(model, cfg, device):
    model.eval()
    losses = torch.zeros(EVAL_BATCHES)
    for i in range(EVAL_BATCHES):
        x, y = get_batch("val", cfg, device)
        with torch.autocast("cuda", dtype=torch.bfloat16):
            losses[i] = model(x, y).item()
    model.train()
    return losses.mean().item()


def main():
    dist.init_process_group("nccl")
    rank = int(os.environ["LOCAL_RANK"])
    device = f"cuda:{rank}"
    torch.cuda.set_device(device)
    torch.manual_seed(1337 + dist.get_rank())
    torch.backends.cuda.matmul.allow_tf32 = True

    cfg = GPTConfig()
    raw_model = GPT(cfg).to(device)
    model = DistributedDataParallel(torch.compile(raw_model), device_ids=[rank])

    decay = [p for p in model.parameters() if p.dim() >= 2]
    no_decay = [p for p in model.parameters() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": WEIGHT_DECAY}, {"params": no_decay, "weight_decay": 0.0}],
        lr=MAX_LR,
        betas=(0.9, 0.95),
        fused=True,
    )

    for step in range(MAX_STEPS):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)

        for micro_step in range(GRAD_ACCUM):
            x, y = get_batch("train", cfg, device)
            sync = nullcontext() if micro_step == GRAD_ACCUM - 1 else model.no_sync()
            with sync:
                with torch.autocast("cuda", dtype=torch.bfloat16):
                    loss = model(x, y) / GRAD_ACCUM
                loss.backward()

        torch.nn.utils.clip_grad_norm_(model.parameters(), GRAD_CLIP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

        if step % EVAL_EVERY == 0 and dist.get_rank() == 0:
            print(f"step {step}: train {loss.item() * GRAD_ACCUM:.4f}, val {validation_loss(raw_model, cfg, device):.4f}")
            torch.save(raw_model.state_dict(), "gpt.pt")

    dist.destroy_process_group()


if __name__ == "__main__":
    main()
