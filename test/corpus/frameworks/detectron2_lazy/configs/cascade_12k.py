from detectron2.model_zoo import get_config

from .loader import dataloader

model = get_config("common/models/cascade_rcnn.py").model
model.backbone.bottom_up.freeze_at = 2

train = get_config("common/train.py").train
train.amp.enabled = True
train.init_checkpoint = "detectron2://ImageNetPretrained/MSRA/R-50.pkl"
train.max_iter = 12000

optimizer = get_config("common/optim.py").AdamW
optimizer.lr = 5e-5
lr_multiplier = get_config("common/coco_schedule.py").lr_multiplier_1x
