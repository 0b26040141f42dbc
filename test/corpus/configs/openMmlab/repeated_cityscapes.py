dataset_type = 'CityscapesDataset'
data_root = 'data/cityscapes/'
train_pipeline = [
    dict(type='LoadImageFromFile'),
    dict(type='LoadAnnotations'),
    dict(type='RandomCrop', crop_size=(768, 768)),
]
data = dict(
    samples_per_gpu=3,
    train=dict(type='RepeatDataset', times=40, dataset=dict(type=dataset_type, data_root=data_root, pipeline=train_pipeline)))
model = dict(type='EncoderDecoder', pretrained='open-mmlab://resnet50_v1c', backbone=dict(type='ResNetV1c', depth=50), decode_head=dict(type='FCNHead'))
optimizer = dict(type='SGD', lr=0.015, momentum=0.9)
lr_config = dict(policy='poly', power=0.9, by_epoch=False)
runner = dict(type='IterBasedRunner', max_iters=60000)
