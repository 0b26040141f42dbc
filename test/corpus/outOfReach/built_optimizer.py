"""The project's factories are elsewhere: there is a run, and what they choose stays open."""
from accelerate import Accelerator
from project.data import build_loader
from project.models import build_model
from project.optim import build_optimizer

accelerator = Accelerator(mixed_precision="bf16")
model = build_model("segformer3d")
optimizer = build_optimizer(model, {"type": "adamw", "lr": 1e-4})
loader = build_loader("train")
model = accelerator.prepare_model(model)
optimizer = accelerator.prepare_optimizer(optimizer)
loader = accelerator.prepare_data_loader(loader)

for epoch in range(120):
    for batch in loader:
        optimizer.zero_grad()
        accelerator.backward(model(batch["image"]))
        optimizer.step()
