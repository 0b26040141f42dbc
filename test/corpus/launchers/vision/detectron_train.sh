python tools/train_net.py \
  --config-file mask_rcnn.yaml \
  --num-gpus 4 \
  SOLVER.IMS_PER_BATCH 16 \
  SOLVER.BASE_LR 0.01
