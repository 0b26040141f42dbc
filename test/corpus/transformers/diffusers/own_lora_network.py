import torch
import torch.nn as nn
import torch.nn.functional as F
from diffusers import DDPMScheduler, StableDiffusionPipeline
from data import CaptionedImages


class LoRALinear(nn.Module):
    def __init__(self, base, rank):
        super().__init__()
        self.base = base
        self.down = nn.Linear(base.in_features, rank, bias=False)
        self.up = nn.Linear(rank, base.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, x):
        return self.base(x) + self.up(self.down(x))


class LoRANetwork(nn.Module):
    def __init__(self, unet, rank=8):
        super().__init__()
        self.layers = nn.ModuleList()
        for name, module in unet.named_modules():
            if isinstance(module, nn.Linear) and "attn" in name:
                self.layers.append(LoRALinear(module, rank))


pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16).to("cuda")
unet, vae, text_encoder = pipe.unet, pipe.vae, pipe.text_encoder
unet.requires_grad_(False)
network = LoRANetwork(unet, rank=8).to("cuda")
optimizer = torch.optim.AdamW(network.parameters(), lr=1e-4)
scheduler = DDPMScheduler.from_config(pipe.scheduler.config)
loader = torch.utils.data.DataLoader(CaptionedImages("images"), batch_size=2, shuffle=True)

for epoch in range(20):
    for pixels, ids in loader:
        with torch.no_grad():
            latents = vae.encode(pixels.half()).latent_dist.sample()
            states = text_encoder(ids)[0]
        noise = torch.randn_like(latents)
        t = torch.randint(0, 1000, (latents.shape[0],))
        predicted = unet(scheduler.add_noise(latents, noise, t), t, states).sample
        loss = F.mse_loss(predicted, noise)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
