python train.py --num-gpus 4 --config-file birds.yaml \
  --eval-only MODEL.WEIGHTS output/model_final.pth
