# A small run on a laptop.
# It takes a few minutes.
batch_size = 96
learning_rate = 1e-3
max_iters = 500
