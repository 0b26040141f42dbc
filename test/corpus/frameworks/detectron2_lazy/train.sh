python train.py --config-file configs/cascade_12k.py --num-gpus 2 train.max_iter=9000 optimizer.lr=1e-4
