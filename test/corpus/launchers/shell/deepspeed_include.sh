deepspeed --include localhost:0,1,2,3 --master_port 29501 finetune_lm.py \
    --model_name_or_path facebook/opt-1.3b \
    --dataset_name wikitext \
    --per_device_train_batch_size 4 \
    --gradient_accumulation_steps 2 \
    --num_train_epochs 2 \
    --learning_rate 9.65e-6 \
    --bf16 true
