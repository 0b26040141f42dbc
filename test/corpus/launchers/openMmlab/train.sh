#!/usr/bin/env bash
set -e
CONFIG=configs/welds_retinanet.py
echo "training $CONFIG"
bash mmdetection/tools/dist_train.sh $CONFIG 4 --work-dir runs/welds
