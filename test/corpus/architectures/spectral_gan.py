import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm
from torchvision import datasets, transforms

nz, ngf, ndf, nc = 128, 64, 64, 3


def up_block(i, o, k=4, s=2, p=1):
    return [nn.ConvTranspose2d(i, o, k, s, p, bias=False), nn.BatchNorm2d(o), nn.ReLU(True)]


G = nn.Sequential(
    *up_block(nz, ngf * 8, 4, 1, 0),
    *up_block(ngf * 8, ngf * 4),
    *up_block(ngf * 4, ngf * 2),
    nn.ConvTranspose2d(ngf * 2, nc, 4, 2, 1),
    nn.Tanh(),
)


class Critic(nn.Module):
    def __init__(self, channels=nc, width=ndf):
        super().__init__()
        layers, c = [], channels
        for i in range(3):
            layers += [spectral_norm(nn.Conv2d(c, width * 2 ** i, 4, 2, 1)), nn.LeakyReLU(0.1)]
            c = width * 2 ** i
        self.trunk = nn.Sequential(*layers)
        self.out = spectral_norm(nn.Linear(4 * 4 * c, 1))

    def forward(self, x):
        return self.out(self.trunk(x).view(x.shape[0], -1)).squeeze(1)


D = Critic()
tfm = transforms.Compose([transforms.Resize(32), transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)])
loader = torch.utils.data.DataLoader(datasets.CIFAR10('.', train=True, transform=tfm, download=True), batch_size=64, shuffle=True, drop_last=True)
opt_d = torch.optim.Adam(D.parameters(), 2e-4, betas=(0.0, 0.9))
opt_g = torch.optim.Adam(G.parameters(), 2e-4, betas=(0.0, 0.9))
for epoch in range(50):
    for real, _ in loader:
        z = torch.randn(real.size(0), nz, 1, 1)
        opt_d.zero_grad()
        loss_d = F.relu(1 - D(real)).mean() + F.relu(1 + D(G(z).detach())).mean()
        loss_d.backward()
        opt_d.step()
        opt_g.zero_grad()
        loss_g = -D(G(z)).mean()
        loss_g.backward()
        opt_g.step()
