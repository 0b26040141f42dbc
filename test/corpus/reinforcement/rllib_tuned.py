import ray
from ray import tune

ray.init()
tune.run(
    'DQN',
    stop={'timesteps_total': 400_000},
    config={'env': 'MountainCar-v0', 'num_gpus': 1, 'lr': 1e-3, 'framework': 'torch'},
)
