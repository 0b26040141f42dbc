from .cascade_12k import dataloader, lr_multiplier, model, optimizer, train

train.max_iter *= 4
dataloader.train.total_batch_size = 32
