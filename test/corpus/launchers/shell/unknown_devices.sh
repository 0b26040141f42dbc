#!/bin/bash
NUM_GPUS=$(nvidia-smi -L | wc -l)
torchrun --nproc_per_node $NUM_GPUS ../project/train_classifier.py --lr $1 --epochs 1
