import argparse
import math

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from datasets import load_dataset
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from torchvision import transforms
from transformers import CLIPTextModel, CLIPTokenizer

parser = argparse.ArgumentParser()
parser.add_argument("--pretrained_model_name_or_path", default="stable-diffusion-v1-5/stable-diffusion-v1-5")
parser.add_argument("--dataset_name", default="lambdalabs/naruto-blip-captions")
parser.add_argument("--resolution", type=int, default=512)
parser.add_argument("--train_batch_size", type=int, default=4)
parser.add_argument("--num_train_epochs", type=int, default=30)
parser.add_argument("--max_train_steps", type=int, default=None)
parser.add_argument("--gradient_accumulation_steps", type=int, default=1)
parser.add_argument("--learning_rate", type=float, default=1e-5)
parser.add_argument("--mixed_precision", default="fp16", choices=["no", "fp16", "bf16"])
args = parser.parse_args()

accelerator = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps, mixed_precision=args.mixed_precision)
noise_scheduler = DDPMScheduler.from_pretrained(args.pretrained_model_name_or_path, subfolder="scheduler")
tokenizer = CLIPTokenizer.from_pretrained(args.pretrained_model_name_or_path, subfolder="tokenizer")
text_encoder = CLIPTextModel.from_pretrained(args.pretrained_model_name_or_path, subfolder="text_encoder")
vae = AutoencoderKL.from_pretrained(args.pretrained_model_name_or_path, subfolder="vae")
unet = UNet2DConditionModel.from_pretrained(args.pretrained_model_name_or_path, subfolder="unet")
vae.requires_grad_(False)
text_encoder.requires_grad_(False)
optimizer = torch.optim.AdamW(unet.parameters(), lr=args.learning_rate)

dataset = load_dataset(args.dataset_name)
train_transforms = transforms.Compose([transforms.Resize(args.resolution), transforms.CenterCrop(args.resolution), transforms.ToTensor()])


def preprocess_train(examples):
    examples["pixel_values"] = [train_transforms(image.convert("RGB")) for image in examples["image"]]
    return examples


with accelerator.main_process_first():
    train_dataset = dataset["train"].with_transform(preprocess_train)
train_dataloader = torch.utils.data.DataLoader(train_dataset, shuffle=True, batch_size=args.train_batch_size)
unet, optimizer, train_dataloader = accelerator.prepare(unet, optimizer, train_dataloader)
steps_per_epoch = math.ceil(len(train_dataloader) / args.gradient_accumulation_steps)
if args.max_train_steps is None:
    args.max_train_steps = args.num_train_epochs * steps_per_epoch
args.num_train_epochs = math.ceil(args.max_train_steps / steps_per_epoch)

for epoch in range(args.num_train_epochs):
    for batch in train_dataloader:
        with accelerator.accumulate(unet):
            latents = vae.encode(batch["pixel_values"]).latent_dist.sample() * 0.18215
            noise = torch.randn_like(latents)
            steps = torch.randint(0, 1000, (latents.shape[0],), device=latents.device)
            noisy = noise_scheduler.add_noise(latents, noise, steps)
            prediction = unet(noisy, steps, text_encoder(batch["input_ids"])[0]).sample
            accelerator.backward(F.mse_loss(prediction, noise))
            optimizer.step()
            optimizer.zero_grad()
