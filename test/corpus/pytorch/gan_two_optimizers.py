import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets
import torchvision.transforms as T

image_size, batch_size, num_epochs, lr = 64, 128, 25, 0.0002
transform = T.Compose([T.Resize(image_size), T.CenterCrop(image_size), T.ToTensor(), T.Normalize([0.5] * 3, [0.5] * 3)])
loader = DataLoader(datasets.ImageFolder('celeba', transform=transform), batch_size=batch_size, shuffle=True)
netG = nn.Sequential(nn.ConvTranspose2d(100, 3, 64), nn.Tanh()).cuda()
netD = nn.Sequential(nn.Conv2d(3, 1, 64), nn.Sigmoid()).cuda()
optD = optim.Adam(netD.parameters(), lr=lr, betas=(0.5, 0.999))
optG = optim.Adam(netG.parameters(), lr=lr, betas=(0.5, 0.999))
criterion = nn.BCELoss()

for epoch in range(num_epochs):
    for real, _ in loader:
        noise = torch.randn(real.size(0), 100, 1, 1).cuda()
        fake = netG(noise)
        optD.zero_grad()
        (criterion(netD(real.cuda()), torch.ones(1)) + criterion(netD(fake.detach()), torch.zeros(1))).backward()
        optD.step()
        optG.zero_grad()
        criterion(netD(fake), torch.ones(1)).backward()
        optG.step()
