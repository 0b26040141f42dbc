default_scope = 'mmdet'
model = dict(type='RetinaNet', backbone=dict(type='ResNet', depth=50, init_cfg=dict(type='Pretrained', checkpoint='torchvision://resnet50')))
train_dataloader = dict(
    batch_size=6,
    num_workers=4,
    dataset=dict(type='CocoDataset', ann_file='data/welds/train.json', pipeline=[dict(type='Resize', scale=(640, 640), keep_ratio=False)]),
)
train_cfg = dict(type='EpochBasedTrainLoop', max_epochs=24)
optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.005, momentum=0.9))
