#!/usr/bin/env bash
set -euo pipefail
LR=${LR:-1e-5}
cat > sft.yaml <<EOF
model_name_or_path: Qwen/Qwen2.5-1.5B
dataset: alpaca_en
stage: sft
do_train: true
finetuning_type: lora
lora_rank: 32
cutoff_len: 1024
per_device_train_batch_size: 2
gradient_accumulation_steps: 8
learning_rate: $LR
num_train_epochs: 3.0
output_dir: $SCRATCH/out
bf16: true
EOF
CUDA_VISIBLE_DEVICES=0,1 llamafactory-cli train sft.yaml
