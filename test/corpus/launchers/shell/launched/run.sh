#!/bin/bash
conda activate <your_env>
cd <path_to_project>/launched;

CUDA_VISIBLE_DEVICES=0,1,2,3 python -m torch.distributed.launch --nproc_per_node=4 --use_env main.py --batch-size 48 --lr 5e-2
