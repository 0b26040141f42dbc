#!/bin/bash
SIZE=${1:-small}
if [ "$SIZE" = "small" ]; then
  python train.py --model resnet18 --epochs 10
elif [ "$SIZE" = "large" ]; then
  python train.py --model resnet50 --epochs 90 --batch-size 32
fi
