# yacs: a copy of the defaults, changed by a list that stands in the code.
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from yacs.config import CfgNode

_C = CfgNode()
_C.LR = 0.3
_C.EPOCHS = 2
_C.DATA = CfgNode({'BATCH': 10, 'NAME': 'mnist'})


def get_cfg_defaults():
    return _C.clone()


cfg = get_cfg_defaults()
cfg.defrost()
cfg.merge_from_list(['LR', 0.08, 'DATA.BATCH', '22'])
cfg.freeze()

model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=cfg.DATA.BATCH)
optimizer = torch.optim.SGD(model.parameters(), lr=cfg.LR)
for epoch in range(cfg.EPOCHS):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
