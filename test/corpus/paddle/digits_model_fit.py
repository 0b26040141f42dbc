import paddle
from paddle.vision.datasets import MNIST
from paddle.vision.models import resnet18
from paddle.vision.transforms import Compose, Resize, ToTensor

train_set = MNIST(mode='train', transform=Compose([Resize((32, 32)), ToTensor()]))
test_set = MNIST(mode='test', transform=Compose([Resize((32, 32)), ToTensor()]))

network = resnet18(pretrained=True, num_classes=10)
model = paddle.Model(network)
model.prepare(
    paddle.optimizer.Adam(parameters=network.parameters()),
    paddle.nn.CrossEntropyLoss(),
    paddle.metric.Accuracy(),
)
model.fit(train_set, test_set, epochs=4, batch_size=128)
