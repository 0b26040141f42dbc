import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 64, 3, 2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())

    def forward(self, x):
        return self.body(x)


encoder = Encoder().cuda()
encoder.load_state_dict(torch.load('encoder.pt')['model'])
encoder.eval()
classifier = nn.Linear(64, 10).cuda()
loader = DataLoader(datasets.STL10('data', transform=transforms.ToTensor()), batch_size=512, shuffle=True)
optimizer = torch.optim.SGD(classifier.parameters(), lr=30.0, momentum=0.9)

for epoch in range(100):
    for images, target in loader:
        with torch.no_grad():
            features = encoder(images.cuda())
        loss = nn.functional.cross_entropy(classifier(features), target.cuda())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
