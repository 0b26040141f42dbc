"""PyTorch-Ignite, started by idist.Parallel."""
import ignite.distributed as idist
import torch
from ignite.engine import Engine, Events
from torch.cuda.amp import GradScaler, autocast
from torchvision import datasets, models, transforms


def training(local_rank, config):
    transform = transforms.Compose([transforms.Resize(64), transforms.ToTensor()])
    loader = idist.auto_dataloader(datasets.SVHN("data", download=True, transform=transform), batch_size=config["batch_size"], shuffle=True)
    model = idist.auto_model(models.mobilenet_v2(weights=None, num_classes=10))
    optimizer = idist.auto_optim(torch.optim.SGD(model.parameters(), lr=config["learning_rate"]))
    scaler = GradScaler(enabled=config["with_amp"])

    def step(engine, batch):
        images, labels = batch
        with autocast(enabled=config["with_amp"]):
            loss = torch.nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
        return loss.item()

    trainer = Engine(step)
    trainer.run(loader, max_epochs=config["num_epochs"])


def run(batch_size=320, learning_rate=0.25, num_epochs=21, with_amp=False):
    config = locals()
    with idist.Parallel(backend=None) as parallel:
        parallel.run(training, config)


if __name__ == "__main__":
    run()
