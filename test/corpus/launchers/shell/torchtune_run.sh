#!/bin/bash
tune download meta-llama/Llama-3.2-3B-Instruct --output-dir /models/llama
tune run --nproc_per_node 4 lora_finetune_distributed --config llama3_2/3B_lora batch_size=6 epochs=2 optimizer.lr=2e-4 gradient_accumulation_steps=2
