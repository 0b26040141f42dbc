accelerate launch --num_cpu_threads_per_process 1 --num_processes 1 sd-scripts/train_network.py \
  --pretrained_model_name_or_path=runwayml/stable-diffusion-v1-5 \
  --train_data_dir=./images --resolution=512,512 \
  --network_module=networks.lora --network_dim=16 \
  --train_batch_size=4 --max_train_steps=1600 --learning_rate=1e-4 \
  --optimizer_type=AdamW8bit --mixed_precision=fp16
