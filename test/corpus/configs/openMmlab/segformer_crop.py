crop_size = (512, 512)
train_pipeline = [
    dict(type='LoadImageFromFile'),
    dict(type='LoadAnnotations'),
    dict(type='RandomResize', scale=(2048, 512), ratio_range=(0.5, 2.0), keep_ratio=True),
    dict(type='RandomCrop', crop_size=crop_size, cat_max_ratio=0.75),
    dict(type='PackSegInputs'),
]
default_scope = 'mmseg'
model = dict(
    type='EncoderDecoder',
    backbone=dict(type='MixVisionTransformer', init_cfg=dict(type='Pretrained', checkpoint='pretrain/mit_b0.pth')),
    decode_head=dict(type='SegformerHead', num_classes=150))
train_dataloader = dict(batch_size=4, num_workers=4, dataset=dict(type='ADE20KDataset', data_root='data/ade', pipeline=train_pipeline))
optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='AdamW', lr=0.00006, weight_decay=0.01))
train_cfg = dict(type='IterBasedTrainLoop', max_iters=160000, val_interval=16000)
