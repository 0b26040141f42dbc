import argparse

import torch
from torch.utils.data import DataLoader, RandomSampler, TensorDataset
from transformers import AdamW, BertForTokenClassification, BertTokenizer, get_linear_schedule_with_warmup

from ner_features import convert_examples_to_features, read_examples


def load_features(args, tokenizer):
    features = convert_examples_to_features(read_examples(args.data_dir, "train"), args.max_seq_length, tokenizer)
    return TensorDataset(*(torch.tensor([getattr(f, name) for f in features]) for name in ("input_ids", "input_mask", "label_ids")))


def train(args, dataset, model):
    args.train_batch_size = args.per_gpu_train_batch_size * max(1, args.n_gpu)
    loader = DataLoader(dataset, sampler=RandomSampler(dataset), batch_size=args.train_batch_size)
    steps = len(loader) // args.gradient_accumulation_steps * args.num_train_epochs
    optimizer = AdamW(model.parameters(), lr=args.learning_rate, eps=1e-8)
    scheduler = get_linear_schedule_with_warmup(optimizer, 0, steps)
    if args.n_gpu > 1:
        model = torch.nn.DataParallel(model)
    for _ in range(int(args.num_train_epochs)):
        for step, batch in enumerate(loader):
            model.train()
            ids, mask, labels = (t.to(args.device) for t in batch)
            loss = model(ids, attention_mask=mask, labels=labels)[0].mean()
            (loss / args.gradient_accumulation_steps).backward()
            if (step + 1) % args.gradient_accumulation_steps == 0:
                optimizer.step()
                scheduler.step()
                model.zero_grad()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data_dir", required=True)
    parser.add_argument("--model_name_or_path", default="bert-base-cased")
    parser.add_argument("--max_seq_length", default=128, type=int)
    parser.add_argument("--per_gpu_train_batch_size", default=8, type=int)
    parser.add_argument("--gradient_accumulation_steps", default=2, type=int)
    parser.add_argument("--learning_rate", default=5e-5, type=float)
    parser.add_argument("--num_train_epochs", default=3.0, type=float)
    args = parser.parse_args()
    args.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    args.n_gpu = torch.cuda.device_count()
    tokenizer = BertTokenizer.from_pretrained(args.model_name_or_path)
    model = BertForTokenClassification.from_pretrained(args.model_name_or_path, num_labels=9).to(args.device)
    train(args, load_features(args, tokenizer), model)


if __name__ == "__main__":
    main()
