#!/bin/bash
#SBATCH --gres=gpu:2
WORK="$STORAGE/speech"
ARGS=(
    --epochs 11
    --batch_size 40
    --lr 2e-4
)
LAST=$(ls "$STORAGE"/runs 2>/dev/null | tail -n 1)
if [ -n "$LAST" ]; then
    ARGS+=(--resume "$LAST")
fi
torchrun --nproc_per_node=2 "$WORK/fit_speech.py" "${ARGS[@]}"
