# typed-argument-parser: the class is the parser.
import torch
from tap import Tap
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Arguments(Tap):
    data: str  # required
    epochs: int = 21
    batch_size: int = 88
    lr: float = 7e-4

    def configure(self):
        self.add_argument('-e', '--epochs')


args = Arguments().parse_args()
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
loader = DataLoader(datasets.ImageFolder(args.data, transforms.ToTensor()), batch_size=args.batch_size)
optimizer = torch.optim.RAdam(model.parameters(), lr=args.lr)
for epoch in range(args.epochs):
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
