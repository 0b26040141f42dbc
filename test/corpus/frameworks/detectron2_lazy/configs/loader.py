import detectron2.data.transforms as T
from detectron2.config import LazyCall as L
from detectron2.data import DatasetMapper, build_detection_train_loader, get_detection_dataset_dicts
from omegaconf import OmegaConf

side = 768

dataloader = OmegaConf.create()
dataloader.train = L(build_detection_train_loader)(
    dataset=L(get_detection_dataset_dicts)(names="lvis_v1_train"),
    mapper=L(DatasetMapper)(
        is_train=True,
        augmentations=[
            L(T.ResizeScale)(min_scale=0.2, max_scale=2.0, target_height=side, target_width=side),
            L(T.FixedSizeCrop)(crop_size=(side, side)),
        ],
        image_format="RGB",
    ),
    total_batch_size=16,
    num_workers=4,
)
