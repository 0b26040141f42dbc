set -x
read -r -d '' training_commands <<EOF
openrlhf.cli.train_sft \
   --max_len 4096 \
   --dataset Open-Orca/OpenOrca \
   --train_batch_size 128 \
   --micro_train_batch_size 4 \
   --pretrain mistralai/Mistral-7B-v0.1 \
   --zero_stage 3 \
   --max_epochs 2 \
   --bf16 \
   --learning_rate 5e-6 \
   --lora_rank 64 \
   --gradient_checkpointing
EOF
if [[ ${1} != "slurm" ]]; then
    deepspeed --num_gpus 8 --module $training_commands
fi
