torchrun --nproc_per_node 4 evaluate.py --checkpoint out/best.pt --batch_size 64
