dataset_type = 'CocoDataset'
data_root = 'data/parts/'
train_pipeline = [dict(type='LoadImageFromFile'), dict(type='Resize', scale=(1333, 800), keep_ratio=True)]
train_dataloader = dict(batch_size=2, num_workers=2, dataset=dict(type=dataset_type, data_root=data_root, pipeline=train_pipeline))
val_dataloader = dict(batch_size=1, num_workers=2)
