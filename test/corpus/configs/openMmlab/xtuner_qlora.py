import torch
from datasets import load_dataset
from mmengine.dataset import DefaultSampler
from mmengine.optim import AmpOptimWrapper
from peft import LoraConfig
from torch.optim import AdamW
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig
from xtuner.dataset import process_hf_dataset
from xtuner.engine.runner import TrainLoop
from xtuner.model import SupervisedFinetune

pretrained_model_name_or_path = 'internlm/internlm2-chat-7b'
data_path = 'tatsu-lab/alpaca'
max_length = 2048
batch_size = 1
accumulative_counts = 16
max_epochs = 3
optim_type = AdamW
lr = 2e-4

tokenizer = dict(type=AutoTokenizer.from_pretrained, pretrained_model_name_or_path=pretrained_model_name_or_path)
model = dict(
    type=SupervisedFinetune,
    llm=dict(
        type=AutoModelForCausalLM.from_pretrained,
        pretrained_model_name_or_path=pretrained_model_name_or_path,
        quantization_config=dict(type=BitsAndBytesConfig, load_in_4bit=True, bnb_4bit_quant_type='nf4')),
    lora=dict(type=LoraConfig, r=64, lora_alpha=16, task_type='CAUSAL_LM'))
train_dataset = dict(type=process_hf_dataset, dataset=dict(type=load_dataset, path=data_path), tokenizer=tokenizer, max_length=max_length)
train_dataloader = dict(batch_size=batch_size, num_workers=0, dataset=train_dataset, sampler=dict(type=DefaultSampler, shuffle=True))
optim_wrapper = dict(type=AmpOptimWrapper, optimizer=dict(type=optim_type, lr=lr), accumulative_counts=accumulative_counts, dtype='float16')
train_cfg = dict(type=TrainLoop, max_epochs=max_epochs)
