"""Moves images along the gradient's sign; the network stays as it is."""
import torch
from torchvision import models

model = models.resnet18(weights="DEFAULT").eval()
image = torch.rand(1, 3, 224, 224, requires_grad=True)
for step in range(10):
    loss = torch.nn.functional.cross_entropy(model(image), torch.tensor([3]))
    loss.backward()
    image.data = image.data + 0.01 * image.grad.sign()
    image.grad.zero_()
