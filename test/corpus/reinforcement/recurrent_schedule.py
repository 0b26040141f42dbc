import gymnasium as gym
from sb3_contrib import RecurrentPPO
from stable_baselines3.common.callbacks import CheckpointCallback
from stable_baselines3.common.env_util import make_vec_env


def linear(start):
    def rate(remaining):
        return remaining * start

    return rate


env = make_vec_env('BipedalWalker-v3', n_envs=8)
model = RecurrentPPO('MlpLstmPolicy', env, linear(4e-4), 512, verbose=1, ent_coef=0.005)
model.learn(total_timesteps=3_000_000, callback=CheckpointCallback(100_000, 'checkpoints'))
