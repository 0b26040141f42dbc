"""ResNet-50 on ImageNet from scratch, the classic 90-epoch recipe on one GPU."""
import argparse
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the ILSVRC2012 archives")
    parser.add_argument("--epochs", type=int, default=90)
    parser.add_argument("-b", "--batch-size", type=int, default=256)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--wd", "--weight-decay", dest="weight_decay", type=float, default=1e-4)
    parser.add_argument("-j", "--workers", type=int, default=8)
    parser.add_argument("--image-size", type=int, default=224)
    parser.add_argument("--amp", action="store_true", help="train in mixed precision")
    parser.add_argument("--out", type=Path, default=Path("checkpoints"))
    return parser.parse_args()


def build_loaders(args):
    normalize = transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])
    train_set = datasets.ImageNet(
        args.data,
        split="train",
        transform=transforms.Compose([
            transforms.RandomResizedCrop(args.image_size),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            normalize,
        ]),
    )
    val_set = datasets.ImageNet(
        args.data,
        split="val",
        transform=transforms.Compose([
            transforms.Resize(256),
            transforms.CenterCrop(args.image_size),
            transforms.ToTensor(),
            normalize,
        ]),
    )
    train_loader = DataLoader(
        train_set, batch_size=args.batch_size, shuffle=True, num_workers=args.workers, pin_memory=True, drop_last=True
    )
    val_loader = DataLoader(val_set, batch_size=args.batch_size, num_workers=args.workers, pin_memory=True)
    return train_loader, val_loader


def train_one_epoch(model, loader, criterion, optimizer, scaler, device, epoch, amp):
    model.train()
    started = time.time()
    for step, (images, targets) in enumerate(loader):
        images = images.to(device, non_blocking=True)
        targets = targets.to(device, non_blocking=True)

        with torch.autocast(device_type="cuda", dtype=torch.float16, enabled=amp):
            loss = criterion(model(images), targets)

        optimizer.zero_grad(set_to_none=True)
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()

        if step % 100 == 0:
            rate = (step + 1) * images.size(0) / (time.time() - started)
            print(f"epoch {epoch} step {step}/{len(loader)} loss {loss.item():.3f} {rate:.0f} images/s")


@torch.no_grad()
def validate(model, loader, device):
    model.eval()
    correct = total = 0
    for images, targets in loader:
        logits = model(images.to(device, non_blocking=True))
        correct += (logits.argmax(1).cpu() == targets).sum().item()
        total += targets.size(0)
    return 100.0 * correct / total


def main():
    args = parse_args()
    device = torch.device("cuda")
    args.out.mkdir(parents=True, exist_ok=True)

    train_loader, val_loader = build_loaders(args)

    model = models.resnet50(weights=None).to(device)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1).to(device)
    optimizer = torch.optim.SGD(
        model.parameters(), lr=args.lr, momentum=args.momentum, weight_decay=args.weight_decay, nesterov=True
    )
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[30, 60, 80], gamma=0.1)
    scaler = torch.cuda.amp.GradScaler(enabled=args.amp)

    best = 0.0
    for epoch in range(args.epochs):
        train_one_epoch(model, train_loader, criterion, optimizer, scaler, device, epoch, args.amp)
        scheduler.step()

        accuracy = validate(model, val_loader, device)
        print(f"epoch {epoch}: top-1 {accuracy:.2f} %")
        if accuracy > best:
            best = accuracy
            torch.save(model.state_dict(), args.out / "best.pth")


if __name__ == "__main__":
    main()
