"""Clips of video, cut in time and in space by transforms of the project's own."""
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms


class SteadyResizedCrop(transforms.RandomResizedCrop):
    def __init__(self, size, scale=(0.3, 1.0)):
        super().__init__(size, scale)
        self.drawn = None

    def __call__(self, frame):
        return super().__call__(frame)


class TemporalRandomCrop:
    def __init__(self, size):
        self.size = size

    def __call__(self, frames):
        return frames[: self.size]


class Clips(Dataset):
    def __init__(self, folder, spatial, temporal):
        self.folder, self.spatial, self.temporal = folder, spatial, temporal

    def __getitem__(self, index):
        frames = self.temporal(self.folder[index])
        return torch.stack([self.spatial(frame) for frame in frames])


clips = Clips("clips", transforms.Compose([SteadyResizedCrop(96), transforms.ToTensor()]), TemporalRandomCrop(16))
loader = DataLoader(clips, batch_size=10, shuffle=True)
net = nn.Conv3d(3, 8, 3)
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
for epoch in range(40):
    for clip in loader:
        optimizer.zero_grad()
        net(clip).mean().backward()
        optimizer.step()
