import ray.train.torch
import torch
from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer
from torchvision import datasets, models, transforms


def train_func(config):
    prepare = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
    data = datasets.CIFAR10("/tmp/data", train=True, download=True, transform=prepare)
    loader = torch.utils.data.DataLoader(data, batch_size=config["batch_size"], shuffle=True)
    loader = ray.train.torch.prepare_data_loader(loader)
    model = ray.train.torch.prepare_model(models.resnet50(num_classes=10))
    optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"], momentum=0.9)
    criterion = torch.nn.CrossEntropyLoss()
    for epoch in range(config["epochs"]):
        for images, labels in loader:
            loss = criterion(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        ray.train.report({"loss": loss.item()})


trainer = TorchTrainer(
    train_loop_per_worker=train_func,
    train_loop_config={"lr": 0.05, "batch_size": 64, "epochs": 20},
    scaling_config=ScalingConfig(num_workers=4, use_gpu=True, resources_per_worker={"GPU": 2}, accelerator_type="A10G"),
)
result = trainer.fit()
