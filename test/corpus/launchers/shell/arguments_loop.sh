#!/bin/bash
EPOCHS=6
LR=4e-5
while [[ $# -gt 0 ]]; do
  case $1 in
    --epochs) EPOCHS="$2"; shift 2 ;;
    --lr) LR="$2"; shift 2 ;;
    *) echo "unknown $1"; exit 1 ;;
  esac
done
for seed in {1..5}; do
  python ../project/train_classifier.py --epochs $EPOCHS --lr $LR --output-dir "runs/seed$seed"
done
