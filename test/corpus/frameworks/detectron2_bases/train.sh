python train.py --num-gpus 4 --config-file birds.yaml \
  SOLVER.IMS_PER_BATCH 32 \
  SOLVER.BASE_LR 0.04
