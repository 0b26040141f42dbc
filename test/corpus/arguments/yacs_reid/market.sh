python train.py --config_file configs/market.yml SOLVER.MAX_EPOCHS 90 MODEL.NAME "resnet152"
