import numpy as np
from keras.callbacks import EarlyStopping

import networks

patches = np.load("patches.npy")
classes = np.load("classes.npy")
model = networks.build(patches.shape[1:])
model.fit(patches, classes, epochs=200, batch_size=16, callbacks=[EarlyStopping(patience=20)])
