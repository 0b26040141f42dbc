import argparse

import torch
from timm.data import create_transform
from timm.models import create_model
from timm.optim import create_optimizer
from timm.scheduler import create_scheduler
from timm.utils import NativeScaler
from torch.utils.data import DataLoader
from torchvision import datasets

parser = argparse.ArgumentParser()
parser.add_argument('--model', default='vit_small_patch16_224')
parser.add_argument('--opt', default='adamw')
parser.add_argument('--lr', type=float, default=5e-4)
parser.add_argument('--weight-decay', type=float, default=0.05)
parser.add_argument('--input-size', type=int, default=224)
parser.add_argument('--epochs', type=int, default=300)
args = parser.parse_args()

transform = create_transform(input_size=args.input_size, is_training=True, auto_augment='rand-m9-mstd0.5-inc1')
loader = DataLoader(datasets.ImageFolder('train', transform=transform), batch_size=64, shuffle=True)
model = create_model(args.model, pretrained=False, num_classes=100).cuda()
optimizer = create_optimizer(args, model)
scheduler, _ = create_scheduler(args, optimizer)
loss_scaler = NativeScaler()

for epoch in range(args.epochs):
    for samples, targets in loader:
        with torch.cuda.amp.autocast():
            loss = torch.nn.functional.cross_entropy(model(samples.cuda()), targets.cuda())
        optimizer.zero_grad()
        loss_scaler(loss, optimizer, clip_grad=None, parameters=model.parameters())
    scheduler.step(epoch)
