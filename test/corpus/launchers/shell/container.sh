docker run --rm --gpus '"device=0,1"' -v $PWD:/work -w /work pytorch/pytorch:2.3.0 \
  python project/train_classifier.py --epochs 8
