import torch
import torch.nn.functional as F
from diffusers import StableDiffusionPipeline
from adapters_of_mine import BlockLoRA

class LoraTrainer:
    def __init__(self, pipe, lora, dataset, config):
        self.pipe = pipe
        self.unet = pipe.unet
        self.loader = torch.utils.data.DataLoader(dataset, batch_size=config["batch_size"], shuffle=True)
        self.optimizer = torch.optim.AdamW(list(lora.get_lora_params().values()), lr=config["lr"])
        self.steps = config["steps"]

    def train(self):
        data = iter(self.loader)
        for step in range(self.steps):
            latents, t, states = next(data)
            noise = torch.randn_like(latents)
            predicted = self.unet(self.pipe.scheduler.add_noise(latents, noise, t), t, states).sample
            loss = F.mse_loss(predicted.float(), noise.float())
            loss.backward()
            self.optimizer.step()
            self.optimizer.zero_grad()

def main():
    pipe = StableDiffusionPipeline.from_pretrained("CompVis/stable-diffusion-v1-4", torch_dtype=torch.float16).to("cuda")
    lora = BlockLoRA(model=pipe.unet, rank=8)
    lora.apply()
    LoraTrainer(pipe, lora, images("photos"), {"batch_size": 1, "lr": 1e-4, "steps": 800}).train()

if __name__ == "__main__":
    main()
