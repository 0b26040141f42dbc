_base_ = ['./_base_/schedule.py']
crop_size = (512, 512)
model = dict(
    type='EncoderDecoder',
    backbone=dict(type='ResNetV1c', depth=50, init_cfg=dict(type='Pretrained', checkpoint='open-mmlab://resnet50_v1c')),
    decode_head=dict(type='FCNHead', in_channels=2048, num_classes=2),
)
train_pipeline = [
    dict(type='LoadImageFromFile'),
    dict(type='LoadAnnotations'),
    dict(type='RandomCrop', crop_size=crop_size),
    dict(type='PackSegInputs'),
]
train_dataloader = dict(
    batch_size=4,
    num_workers=4,
    dataset=dict(type='BaseSegDataset', data_root='data/floods', pipeline=train_pipeline),
)
optim_wrapper = dict(optimizer=dict(_delete_=True, type='AdamW', lr=6e-5))
