import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


class Segmenter(nn.Module):
    def __init__(self, pretrained=True):
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv2d(3, 64, 3), nn.ReLU())
        self.head = nn.Conv2d(64, 21, 1)
        if pretrained:
            own = self.backbone.state_dict()
            own.update({k: v for k, v in torch.load('vgg16.pth').items() if k in own})
            self.backbone.load_state_dict(own)

    def forward(self, x):
        return self.head(self.backbone(x))


model = Segmenter()
loader = DataLoader(datasets.VOCSegmentation('data', transform=transforms.Resize((320, 320))), batch_size=6)
optimizer = torch.optim.SGD([{'params': model.backbone.parameters()}, {'params': model.head.parameters(), 'lr': 0.01 * 10}], lr=0.01)
for epoch in range(50):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
