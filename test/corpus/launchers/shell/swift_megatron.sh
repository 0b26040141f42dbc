#!/bin/bash
MODEL=/models/Qwen3-14B-mcore
NPROC_PER_NODE=8 megatron sft \
    --load "$MODEL" \
    --dataset data/support_tickets.jsonl \
    --tensor_model_parallel_size 4 \
    --micro_batch_size 1 \
    --global_batch_size 64 \
    --max_epochs 3 \
    --lr 2e-5 \
    --max_length 6144 \
    --recompute_granularity full \
    --eval_iters 0 \
    --bf16 true
