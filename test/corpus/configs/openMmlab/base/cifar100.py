dataset_type = 'CIFAR100'
train_pipeline = [
    dict(type='RandomCrop', crop_size=32, padding=4),
    dict(type='RandomFlip', prob=0.5, direction='horizontal'),
    dict(type='PackInputs'),
]
train_dataloader = dict(
    batch_size=16,
    num_workers=2,
    dataset=dict(type=dataset_type, data_prefix='data/cifar100', pipeline=train_pipeline),
    sampler=dict(type='DefaultSampler', shuffle=True))
