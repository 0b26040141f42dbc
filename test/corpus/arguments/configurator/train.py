# Constants that a configurator may override, read and then used.
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

data_name = 'mnist'
batch_size = 12
learning_rate = 6e-4
max_iters = 6000
beta1 = 0.9
# -----------------------------------------------------------------------------
config_keys = [k for k, v in globals().items() if not k.startswith('_') and isinstance(v, (int, float, bool, str))]
exec(open('configurator.py').read())
config = {k: globals()[k] for k in config_keys}
# -----------------------------------------------------------------------------
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, betas=(beta1, 0.95))
loader = DataLoader(datasets.MNIST('.', transform=transforms.ToTensor()), batch_size=batch_size)
batches = iter(loader)
iter_num = 0
while True:
    x, y = next(batches)
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    iter_num += 1
    if iter_num >= max_iters:
        break
