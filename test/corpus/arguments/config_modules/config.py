# Constants of the training.
BATCH_SIZE = 39
LR = 2 * 1e-3
EPOCHS = 41
