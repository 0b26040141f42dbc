# argparse with types of one's own, choices, constants and groups.
import argparse

import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


def positive_int(text):
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f'{text} is not positive')
    return value


def str2bool(text):
    if isinstance(text, bool):
        return text
    return text.lower() in ('yes', 'true', 't', '1')


def get_args():
    parser = argparse.ArgumentParser(description='Train a classifier', formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    data = parser.add_argument_group('data')
    data.add_argument('--data-dir', default='./data')
    data.add_argument('--img-size', type=positive_int, default='96')
    data.add_argument('-b', '--batch-size', type=positive_int, default=48, metavar='N')
    optim = parser.add_argument_group('optimization')
    optim.add_argument('--opt', choices=['sgd', 'adam'], default='adam')
    optim.add_argument('--lr', type=float, default='3e-4')
    optim.add_argument('--betas', nargs=2, type=float, default=[0.9, 0.99])
    optim.add_argument('--amp', action=argparse.BooleanOptionalAction, default=True)
    optim.add_argument('--pretrained', type=str2bool, nargs='?', const=True, default='no')
    parser.add_argument('--short', dest='epochs', action='store_const', const=2, default=12)
    parser.set_defaults(weight_decay=0.01)
    return parser.parse_args()


def main():
    args = get_args()
    size = args.img_size
    transform = transforms.Compose([transforms.Resize((size, size)), transforms.ToTensor()])
    train_set = datasets.CIFAR10(args.data_dir, train=True, download=True, transform=transform)
    loader = DataLoader(train_set, batch_size=args.batch_size, shuffle=True)
    model = models.resnet18(weights='DEFAULT' if args.pretrained else None).cuda()
    if args.opt == 'sgd':
        optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=args.lr, betas=tuple(args.betas), weight_decay=args.weight_decay)
    scaler = torch.amp.GradScaler('cuda', enabled=args.amp)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            with torch.autocast('cuda', dtype=torch.float16, enabled=args.amp):
                loss = criterion(model(images.cuda()), labels.cuda())
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()


if __name__ == '__main__':
    main()
