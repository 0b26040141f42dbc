import timm
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
tf = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
loader = DataLoader(datasets.CIFAR10("data", train=True, transform=tf), batch_size=64, shuffle=True)
for name in ["resnet18", "resnet50", "efficientnet_b0"]:
    model = timm.create_model(name, pretrained=True, num_classes=10).cuda()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(10):
        for x, y in loader:
            loss = torch.nn.functional.cross_entropy(model(x.cuda()), y.cuda())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
