_base_ = ['base/resnet50.py', 'base/cifar100.py', 'base/schedule.py']

train_dataloader = dict(batch_size=128)
optim_wrapper = dict(
    _delete_=True,
    type='AmpOptimWrapper',
    accumulative_counts=2,
    optimizer=dict(type='AdamW', lr=5e-4 * 128 / 64, weight_decay=0.05))
train_cfg = dict(max_epochs=120)
