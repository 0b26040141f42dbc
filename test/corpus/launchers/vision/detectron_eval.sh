python tools/train_net.py --config-file mask_rcnn.yaml --num-gpus 1 --eval-only MODEL.WEIGHTS output/model_final.pth
