#!/bin/bash
case $1 in
  small) MODEL=resnet18; BATCH=64;;
  large) MODEL=resnet50; BATCH=32;;
  *) echo "small or large?"; exit 1;;
esac
python train.py --model $MODEL --batch-size $BATCH --epochs 3
