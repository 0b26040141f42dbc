#!/bin/bash
# DATA_PATH is set by the cluster's profile
MODEL_ARGS="--num-layers 24 --hidden-size 2048 --num-attention-heads 16 --seq-length 2048 --max-position-embeddings 2048"
TRAIN_ARGS="
    --micro-batch-size 4
    --global-batch-size 256
    --train-iters 100000
    --lr 2.0e-4
    --bf16
"
DATA_ARGS="--data-path $DATA_PATH --vocab-file $DATA_PATH/vocab.json --split 949,50,1"

torchrun --nproc_per_node 8 --nnodes ${NNODES:-2} --node_rank $RANK pretrain_gpt.py $MODEL_ARGS $TRAIN_ARGS $DATA_ARGS
