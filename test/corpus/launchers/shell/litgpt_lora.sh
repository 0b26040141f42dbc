#!/bin/bash
#SBATCH --nodes=1
#SBATCH --gres=gpu:2
set -e
CHECKPOINT=checkpoints/microsoft/phi-2
srun litgpt finetune_lora $CHECKPOINT --data Alpaca --train.epochs 2 --train.micro_batch_size 4 --precision bf16-true --out_dir out/phi-2-lora
