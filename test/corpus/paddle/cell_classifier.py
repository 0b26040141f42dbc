import paddle
import paddle.nn as nn
import paddle.nn.functional as F
from paddle.io import DataLoader
from paddle.vision.datasets import Cifar100
from paddle.vision.transforms import Compose, Normalize, RandomHorizontalFlip, Resize, ToTensor

EPOCHS = 40
transform = Compose([Resize(64), RandomHorizontalFlip(), ToTensor(), Normalize([0.5] * 3, [0.5] * 3)])


class Classifier(nn.Layer):
    def __init__(self, classes):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2D(3, 32, 3), nn.ReLU(), nn.AdaptiveAvgPool2D(4))
        self.head = nn.Linear(32 * 16, classes)

    def forward(self, x):
        return self.head(paddle.flatten(self.features(x), 1))


def main():
    loader = DataLoader(Cifar100(mode='train', transform=transform), batch_size=96, shuffle=True, num_workers=4)
    model = paddle.DataParallel(Classifier(100))
    schedule = paddle.optimizer.lr.LinearWarmup(
        learning_rate=paddle.optimizer.lr.CosineAnnealingDecay(learning_rate=0.03, T_max=EPOCHS * len(loader)),
        warmup_steps=500, start_lr=0.0, end_lr=0.03)
    optimizer = paddle.optimizer.Momentum(learning_rate=schedule, momentum=0.9, parameters=model.parameters())
    scaler = paddle.amp.GradScaler(init_loss_scaling=1024)
    for epoch in range(EPOCHS):
        model.train()
        for images, labels in loader():
            with paddle.amp.auto_cast():
                loss = F.cross_entropy(model(images), labels)
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
            optimizer.clear_grad()
            schedule.step()


main()
