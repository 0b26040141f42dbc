#!/bin/bash
set -e
HERE=$(cd "$(dirname "$0")" && pwd)
deepspeed --num_gpus=8 $HERE/train_deepspeed.py \
  --epochs 2 \
  --deepspeed --deepspeed_config $HERE/ds_config.json
