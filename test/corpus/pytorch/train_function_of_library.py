import torch
import torchvision
from going_modular import data_setup, engine
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

weights = torchvision.models.EfficientNet_B0_Weights.DEFAULT
model = torchvision.models.efficientnet_b0(weights=weights)
for parameter in model.features.parameters():
    parameter.requires_grad = False
model.classifier = torch.nn.Sequential(torch.nn.Dropout(0.2), torch.nn.Linear(1280, 102))

resize = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
flowers = datasets.Flowers102("data", split="train", transform=resize, download=True)
held_out = datasets.Flowers102("data", split="val", transform=resize, download=True)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

results = engine.train(
    model=model,
    train_dataloader=DataLoader(flowers, batch_size=32, shuffle=True),
    test_dataloader=DataLoader(held_out, batch_size=64),
    optimizer=optimizer,
    loss_fn=torch.nn.CrossEntropyLoss(),
    epochs=5,
    device="cuda",
)
