from fastai.vision.all import *


def get_dls(bs, size):
    return DataBlock(
        blocks=(ImageBlock, CategoryBlock),
        get_items=get_image_files,
        get_y=parent_label,
        item_tfms=Resize(460),
        batch_tfms=[*aug_transforms(size=size, min_scale=0.75), Normalize.from_stats(*imagenet_stats)],
    ).dataloaders(untar_data(URLs.IMAGENETTE), bs=bs)


learn = Learner(get_dls(64, 224), xresnet34(n_out=10), loss_func=CrossEntropyLossFlat(), metrics=accuracy)
learn.fit_one_cycle(6, 3e-3)
