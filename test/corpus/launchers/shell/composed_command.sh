#!/bin/bash
EXPERIMENT=$1
LAUNCHER="accelerate launch --num_machines 1 --num_processes 4 --mixed_precision bf16"
CMD="train_classifier.py --lr 3e-5 --epochs 2 --output-dir runs/$EXPERIMENT"

clear; bash -c "$LAUNCHER ../project/$CMD"
