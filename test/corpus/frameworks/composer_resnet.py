import torch
import torchvision
from composer import Trainer
from composer.algorithms import ChannelsLast, LabelSmoothing
from composer.models import ComposerClassifier
from torch.utils.data import DataLoader
from torchvision import transforms

transform = transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.ToTensor()])
train_set = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=transform)
loader = DataLoader(train_set, batch_size=1024, shuffle=True)
model = ComposerClassifier(torchvision.models.resnet18(num_classes=10), num_classes=10)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)

trainer = Trainer(
    model=model,
    train_dataloader=loader,
    optimizers=optimizer,
    max_duration="30ep",
    algorithms=[ChannelsLast(), LabelSmoothing(0.1)],
    precision="amp_bf16",
    device="gpu",
)
trainer.fit()
