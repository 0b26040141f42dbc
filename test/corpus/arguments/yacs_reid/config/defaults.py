# Every setting and its default.
from yacs.config import CfgNode as CN

_C = CN()
_C.MODEL = CN()
_C.MODEL.NAME = 'resnet50'
_C.INPUT = CN(new_allowed=True)
_C.INPUT.SIZE = [128, 128]
_C.SOLVER = CN()
_C.SOLVER.OPTIMIZER_NAME = 'Adam'
_C.SOLVER.BASE_LR = 1e-4
_C.SOLVER.MAX_EPOCHS = 10
_C.SOLVER.IMS_PER_BATCH = 16
_C.SOLVER.AMP = False
