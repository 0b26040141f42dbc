MODEL=microsoft/deberta-v3-base
BATCH=12
NUM_GPUS=$(echo "0,1,2" | tr ',' '\n' | wc -l)
