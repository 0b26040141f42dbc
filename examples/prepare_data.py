"""Clean the raw review dump and write tokenised shards for later training. Trains nothing."""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader
from tqdm import tqdm
from transformers import AutoTokenizer

MODEL_NAME = "bert-base-uncased"


def read_reviews(path):
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            review = json.loads(line)
            text = " ".join(review["text"].split())
            if 20 <= len(text) <= 10_000 and review["stars"] != 3:
                yield text, int(review["stars"] > 3)


def without_duplicates(reviews):
    seen = set()
    for text, label in reviews:
        digest = hashlib.sha1(text.lower().encode()).digest()
        if digest not in seen:
            seen.add(digest)
            yield text, label


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="reviews, one JSON object a line")
    parser.add_argument("target", type=Path)
    parser.add_argument("--max-length", type=int, default=256)
    parser.add_argument("--batch-size", type=int, default=1000)
    parser.add_argument("--shard-size", type=int, default=50_000)
    args = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(MODEL_NAME)
    reviews = list(without_duplicates(read_reviews(args.source)))
    loader = DataLoader(reviews, batch_size=args.batch_size, num_workers=4)
    args.target.mkdir(parents=True, exist_ok=True)

    lengths, rows, shard = [], [], 0
    for texts, labels in tqdm(loader):
        encoded = tokenizer(list(texts), truncation=True, max_length=args.max_length)
        lengths.extend(len(ids) for ids in encoded["input_ids"])
        rows.extend(zip(encoded["input_ids"], labels.tolist()))
        while len(rows) >= args.shard_size:
            torch.save(rows[: args.shard_size], args.target / f"shard-{shard:05d}.pt")
            rows, shard = rows[args.shard_size :], shard + 1
    if rows:
        torch.save(rows, args.target / f"shard-{shard:05d}.pt")

    print(f"{len(lengths)} reviews, {np.mean(lengths):.0f} tokens on average, 95 % below {np.percentile(lengths, 95):.0f}")


if __name__ == "__main__":
    main()
