from fastai.vision.all import *

path = Path('data/leaves')
dls = ImageDataLoaders.from_folder(path, valid_pct=0.2, item_tfms=Resize(460), batch_tfms=aug_transforms(size=224), bs=32)
learn = vision_learner(dls, resnet50, metrics=accuracy)
suggested = learn.lr_find()
learn.fit_one_cycle(4, suggested.valley)
