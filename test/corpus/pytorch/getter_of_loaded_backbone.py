import torch
import torch.nn as nn
import torchvision
from torch.hub import load_state_dict_from_url
from torch.utils.data import DataLoader
from torchvision import transforms


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, padding=1)
        self.pool = nn.AdaptiveAvgPool2d(1)

    def forward(self, images):
        return self.pool(torch.relu(self.stem(images)))


def encoder(pretrained=False):
    network = Encoder()
    if pretrained:
        network.load_state_dict(load_state_dict_from_url("https://example.org/encoder.pth"))
    return network


class LayerGetter(nn.ModuleDict):
    """Keeps the named layers of a network."""

    def __init__(self, network, names):
        kept = {}
        for name, layer in network.named_children():
            if name in names:
                kept[name] = layer
        super().__init__(kept)


class Tagger(nn.Module):
    def __init__(self, backbone, classifier):
        super().__init__()
        self.backbone = backbone
        self.classifier = classifier

    def forward(self, images):
        return self.classifier(self.backbone(images).flatten(1))


train_set = torchvision.datasets.SVHN("data", transform=transforms.ToTensor())
loader = DataLoader(train_set, batch_size=24, shuffle=True)
model = Tagger(LayerGetter(encoder(pretrained=True), ["stem", "pool"]), nn.Linear(32, 10))
optimizer = torch.optim.SGD(
    [{"params": model.backbone.parameters(), "lr": 0.002}, {"params": model.classifier.parameters(), "lr": 0.02}], lr=0.02, momentum=0.9
)
for epoch in range(15):
    for images, targets in loader:
        loss = nn.functional.cross_entropy(model(images), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
