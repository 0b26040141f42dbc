import mindspore.dataset as ds
import mindspore.dataset.transforms as transforms
import mindspore.dataset.vision as vision
import mindspore.nn as nn
from mindspore import Model, context
from mindspore.train.callback import LossMonitor

context.set_context(mode=context.GRAPH_MODE, device_target='Ascend')
EPOCHS = 25


class Net(nn.Cell):
    def __init__(self, classes):
        super().__init__()
        self.layers = nn.SequentialCell(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.Flatten(), nn.Dense(16 * 32 * 32, classes))

    def construct(self, x):
        return self.layers(x)


def create(path, batch_size):
    data = ds.Cifar10Dataset(path, usage='train', shuffle=True)
    data = data.map(operations=[vision.Rescale(1 / 255, 0), vision.HWC2CHW()], input_columns='image')
    data = data.map(operations=transforms.TypeCast('int32'), input_columns='label')
    return data.batch(batch_size, drop_remainder=True)


train_set = create('cifar-10-batches-bin', 160)
network = Net(10)
rate = nn.cosine_decay_lr(0.0, 0.08, EPOCHS * train_set.get_dataset_size(), train_set.get_dataset_size(), EPOCHS)
optimizer = nn.Momentum(network.trainable_params(), learning_rate=rate, momentum=0.9)
model = Model(network, nn.SoftmaxCrossEntropyWithLogits(sparse=True), optimizer, amp_level='O2')
model.train(EPOCHS, train_set, callbacks=[LossMonitor()])
