from detectron2 import model_zoo
from detectron2.config import get_cfg
from detectron2.engine import DefaultTrainer, default_argument_parser, launch
from detectron2.evaluation import COCOEvaluator


class Trainer(DefaultTrainer):
    @classmethod
    def build_evaluator(cls, cfg, dataset_name):
        return COCOEvaluator(dataset_name, output_dir=cfg.OUTPUT_DIR)


def setup():
    cfg = get_cfg()
    cfg.merge_from_file(model_zoo.get_config_file("COCO-Detection/faster_rcnn_R_101_FPN_3x.yaml"))
    cfg.DATASETS.TRAIN = ("coco_2017_train",)
    cfg.SOLVER.AMP.ENABLED = True
    cfg.SOLVER.MAX_ITER = 90000
    cfg.freeze()
    return cfg


def main():
    cfg = setup()
    trainer = Trainer(cfg)
    trainer.resume_or_load()
    return trainer.train()


if __name__ == "__main__":
    launch(main, num_gpus_per_machine=8)
