from mmengine.config import read_base

with read_base():
    from .base.resnet50 import *
    from .base.cifar100 import *
    from .base.schedule import *

train_dataloader.update(batch_size=64)
model.update(backbone=dict(type='ResNet', depth=18))
