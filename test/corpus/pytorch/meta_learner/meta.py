"""Meta-learning: the loop calls the learner, which steps by itself."""
import argparse

import torch
from learner import MetaLearner
from tasks import Tasks

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=45000)
parser.add_argument("--meta_lr", type=float, default=0.0012)
args = parser.parse_args()

torch.manual_seed(7)
maml = MetaLearner(args.meta_lr)
tasks = Tasks("omniglot")
for step in range(args.steps):
    support, query = tasks.draw()
    loss = maml(support, query)
    if step % 100 == 0:
        print(step, loss)
