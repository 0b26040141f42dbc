import torch
import torchvision
from mmengine.model import BaseModel
from mmengine.runner import Runner
from torch.optim import SGD
from torch.utils.data import DataLoader
from torchvision import transforms


class MMResNet50(BaseModel):
    def __init__(self):
        super().__init__()
        self.resnet = torchvision.models.resnet50()

    def forward(self, imgs, labels, mode):
        x = self.resnet(imgs)
        if mode == 'loss':
            return {'loss': torch.nn.functional.cross_entropy(x, labels)}
        return x, labels


train_set = torchvision.datasets.CIFAR10('data', train=True, transform=transforms.Compose([transforms.RandomCrop(32, padding=4), transforms.ToTensor()]))
train_dataloader = DataLoader(batch_size=32, shuffle=True, dataset=train_set)

runner = Runner(
    model=MMResNet50(),
    work_dir='./work_dir',
    train_dataloader=train_dataloader,
    optim_wrapper=dict(optimizer=dict(type=SGD, lr=0.001, momentum=0.9)),
    train_cfg=dict(by_epoch=True, max_epochs=5, val_interval=1),
)
runner.train()
