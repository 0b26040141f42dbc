trl sft \
  --model_name_or_path Qwen/Qwen2.5-1.5B \
  --dataset_name trl-lib/Capybara \
  --num_train_epochs 2 \
  --per_device_train_batch_size 4 \
  --packing
