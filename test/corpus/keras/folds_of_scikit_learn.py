import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from scikeras.wrappers import KerasClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

table = np.loadtxt("measurements.csv", delimiter=",")
features, classes = table[:, :8], table[:, 8]


def create_model():
    model = Sequential([Dense(12, input_dim=8, activation="relu"), Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model


estimator = KerasClassifier(model=create_model, epochs=150, batch_size=10, verbose=0)
folds = StratifiedKFold(n_splits=10, shuffle=True)
results = cross_val_score(estimator, features, classes, cv=folds)
