import numpy as np
from sklearn.datasets import load_digits

images, targets = load_digits(return_X_y=True)
params = {"W1": 0.1 * np.random.randn(64, 32), "W2": 0.1 * np.random.randn(32, 10)}
iterations = 6000
batch_size = 80
learning_rate = 0.2

for i in range(iterations):
    rows = np.random.choice(len(images), batch_size)
    x, t = images[rows] / 16, np.eye(10)[targets[rows]]
    hidden = np.maximum(0, x @ params["W1"])
    scores = np.exp(hidden @ params["W2"])
    delta = (scores / scores.sum(axis=1, keepdims=True) - t) / batch_size
    grads = {"W2": hidden.T @ delta, "W1": x.T @ ((delta @ params["W2"].T) * (hidden > 0))}
    for key in ("W1", "W2"):
        params[key] -= learning_rate * grads[key]
