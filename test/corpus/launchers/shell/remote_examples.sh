#!/bin/bash
# the scripts come with the libraries' examples, they aren't in this repository
uv run --no-sync python run_glue.py \
  --model_name_or_path bert-base-cased \
  --task_name mrpc \
  --do_train \
  --max_seq_length 128 \
  --per_device_train_batch_size 32 \
  --learning_rate 2e-5 \
  --output_dir /tmp/mrpc
