from catalyst import dl
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

model = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
loaders = {
    'train': DataLoader(MNIST('data', train=True, transform=ToTensor()), batch_size=32),
    'valid': DataLoader(MNIST('data', train=False, transform=ToTensor()), batch_size=64),
}
runner = dl.SupervisedRunner(input_key='features', output_key='logits', target_key='targets', loss_key='loss')
runner.train(
    model=model,
    criterion=nn.CrossEntropyLoss(),
    optimizer=optim.Adam(model.parameters(), lr=0.02),
    loaders=loaders,
    num_epochs=3,
)
