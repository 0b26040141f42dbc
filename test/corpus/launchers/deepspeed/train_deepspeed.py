import argparse

import deepspeed
import torch
from transformers import AutoModelForCausalLM

from data import token_blocks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--local_rank", type=int, default=-1)
    parser.add_argument("--model", default="EleutherAI/pythia-410m")
    parser.add_argument("--epochs", type=int, default=1)
    parser = deepspeed.add_config_arguments(parser)
    args = parser.parse_args()

    model = AutoModelForCausalLM.from_pretrained(args.model)
    engine, _, loader, _ = deepspeed.initialize(
        args=args, model=model, model_parameters=model.parameters(), training_data=token_blocks("corpus.bin")
    )
    for epoch in range(args.epochs):
        for batch in loader:
            loss = engine(batch.to(engine.device), labels=batch).loss
            engine.backward(loss)
            engine.step()


if __name__ == "__main__":
    main()
