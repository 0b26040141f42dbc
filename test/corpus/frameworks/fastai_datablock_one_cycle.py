from fastai.vision.all import *

path = untar_data(URLs.IMAGENETTE_160)

block = DataBlock(
    blocks=(ImageBlock, CategoryBlock),
    get_items=get_image_files,
    splitter=GrandparentSplitter(valid_name='val'),
    get_y=parent_label,
    item_tfms=Resize(160),
    batch_tfms=aug_transforms(size=128, min_scale=0.75),
)
dls = block.dataloaders(path, bs=96)
learn = Learner(dls, xresnet50(n_out=10), metrics=accuracy, opt_func=ranger).to_fp16()
learn.fit_one_cycle(5, lr_max=3e-3)
