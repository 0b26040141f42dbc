import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader
from torch.utils.data.distributed import DistributedSampler
from torchvision import datasets, models, transforms

WORLD_SIZE = 4


def worker(rank, world_size):
    dist.init_process_group('nccl', rank=rank, world_size=world_size)
    transform = transforms.Compose([transforms.RandomResizedCrop(192), transforms.ToTensor()])
    data = datasets.Food101('data', transform=transform)
    loader = DataLoader(data, batch_size=64, sampler=DistributedSampler(data))
    model = DDP(models.mobilenet_v3_large(weights=None).to(rank), device_ids=[rank])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1 * world_size, momentum=0.9)
    for epoch in range(90):
        for x, y in loader:
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x.to(rank)), y.to(rank)).backward()
            optimizer.step()


if __name__ == '__main__':
    mp.spawn(worker, args=(WORLD_SIZE,), nprocs=WORLD_SIZE, join=True)
