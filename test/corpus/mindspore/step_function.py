import mindspore as ms
from mindspore import nn
from mindspore.dataset import MnistDataset, vision


class Classifier(nn.Cell):
    def __init__(self):
        super().__init__()
        self.body = nn.SequentialCell(nn.Flatten(), nn.Dense(784, 256), nn.ReLU(), nn.Dense(256, 10))

    def construct(self, x):
        return self.body(x)


train_set = MnistDataset('mnist/train').map(vision.Rescale(1 / 255, 0), 'image').batch(48)
model = Classifier()
loss_fn = nn.CrossEntropyLoss()
optimizer = nn.Adam(model.trainable_params())
grad_fn = ms.value_and_grad(lambda data, label: loss_fn(model(data), label), None, optimizer.parameters)


def train_step(data, label):
    loss, grads = grad_fn(data, label)
    optimizer(grads)
    return loss


for epoch in range(6):
    model.set_train()
    for data, label in train_set.create_tuple_iterator():
        train_step(data, label)
