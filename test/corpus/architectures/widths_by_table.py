import torch
import torch.nn as nn
import torchvision
from torchvision import transforms

cfgs = {
    'A': [64, 'M', 128, 'M', 256, 256, 'M', 512, 512, 'M', 512, 512, 'M'],
    'small': [(32, 5), 'M', (64, 3), (64, 3), 'M', (128, 3), 'A'],
}
ACT = {'relu': nn.ReLU, 'leaky': lambda: nn.LeakyReLU(0.1), 'silu': nn.SiLU}
CONFIG = {'arch': 'small', 'act': 'silu', 'norm': 'BatchNorm2d', 'bias': False, 'hidden': (256, 64), 'classes': 10, 'p': 0.3}


def build_features(cfg, in_ch=3, act='relu', norm='BatchNorm2d', bias=True):
    layers = []
    for item in cfg:
        match item:
            case 'M':
                layers.append(nn.MaxPool2d(2, 2))
            case 'A':
                layers.append(nn.AdaptiveAvgPool2d((2, 2)))
            case (width, kernel):
                layers += [nn.Conv2d(in_ch, width, kernel, padding=kernel // 2, bias=bias), getattr(nn, norm)(width), ACT[act]()]
                in_ch = width
    return nn.Sequential(*layers), in_ch


class Net(nn.Module):
    def __init__(self, arch, act, norm, bias, hidden, classes, p):
        super().__init__()
        self.features, width = build_features(cfgs[arch], act=act, norm=norm, bias=bias)
        sizes = [width * 2 * 2, *hidden]
        fc = []
        for a, b in zip(sizes[:-1], sizes[1:]):
            fc.extend((nn.Linear(a, b), ACT[act](), nn.Dropout(p)))
        fc.append(nn.Linear(sizes[-1], classes))
        self.classifier = nn.Sequential(*fc)

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), start_dim=1))


model = Net(**CONFIG)
ds = torchvision.datasets.SVHN('.', split='train', download=True, transform=transforms.ToTensor())
dl = torch.utils.data.DataLoader(ds, 256, shuffle=True)
optim = torch.optim.SGD(model.parameters(), 0.1, 0.9, nesterov=True)
crit = nn.CrossEntropyLoss(label_smoothing=0.1)
for ep in range(15):
    for xb, yb in dl:
        loss = crit(model(xb), yb)
        optim.zero_grad(); loss.backward(); optim.step()
