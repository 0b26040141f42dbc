import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

feature_extract = True


def set_parameter_requires_grad(model, feature_extracting):
    if feature_extracting:
        for param in model.parameters():
            param.requires_grad = False


data_transforms = {
    'train': transforms.Compose([transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip(), transforms.ToTensor()]),
    'val': transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()]),
}
image_datasets = {x: datasets.ImageFolder(f'hymenoptera/{x}', data_transforms[x]) for x in ['train', 'val']}
dataloaders = {x: DataLoader(image_datasets[x], batch_size=8, shuffle=True) for x in ['train', 'val']}

model = models.densenet121(pretrained=True)
set_parameter_requires_grad(model, feature_extract)
model.classifier = nn.Linear(1024, 2)
params_to_update = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(params_to_update, lr=0.001, momentum=0.9)

for epoch in range(15):
    for phase in ['train', 'val']:
        for inputs, labels in dataloaders[phase]:
            optimizer.zero_grad()
            with torch.set_grad_enabled(phase == 'train'):
                loss = nn.functional.cross_entropy(model(inputs), labels)
                if phase == 'train':
                    loss.backward()
                    optimizer.step()
