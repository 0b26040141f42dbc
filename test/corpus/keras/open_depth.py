import sys

import keras
import numpy as np

depth = int(sys.argv[1])
model = keras.Sequential([keras.Input(shape=(20,))])
for _ in range(depth):
    model.add(keras.layers.Dense(20, activation="relu"))
model.add(keras.layers.Dense(1))
model.compile(optimizer="sgd", loss="mse")

table = np.load("table.npz")
model.fit(table["x"], table["y"], epochs=2)
