#!/bin/bash
source "$(dirname "$0")/common.sh"
case "$MODEL" in
  *large*) LR=1e-5 ;;
  *base*) LR=2e-5 ;;
  *) LR=5e-5 ;;
esac
torchrun --standalone --nproc_per_node "$NUM_GPUS" ../project/train_classifier.py \
  --model "$MODEL" \
  # --epochs 10 \
  --batch-size "$BATCH" \
  --lr "$LR"
