import albumentations as A
import cv2
import segmentation_models_pytorch as smp
import torch
from albumentations.pytorch import ToTensorV2
from torch.utils.data import DataLoader, Dataset


class Masks(Dataset):
    def __init__(self, files, transform):
        self.files = files
        self.transform = transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        image = cv2.imread(self.files[index])
        return self.transform(image=image)['image']


train_transform = A.Compose([A.Resize(height=384, width=384), A.HorizontalFlip(), A.Normalize(), ToTensorV2()])
loader = DataLoader(Masks(open('train.txt').read().split(), train_transform), batch_size=10, shuffle=True)
model = smp.Unet('resnet34', encoder_weights='imagenet', classes=1).cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
for epoch in range(40):
    for images in loader:
        optimizer.zero_grad()
        model(images.cuda()).mean().backward()
        optimizer.step()
