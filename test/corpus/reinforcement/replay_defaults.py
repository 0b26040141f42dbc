import argparse

from stable_baselines3 import SAC, TD3

algorithms = {'sac': SAC, 'td3': TD3}
parser = argparse.ArgumentParser()
parser.add_argument('--algorithm', choices=sorted(algorithms), default='td3')
parser.add_argument('--steps', type=int, default=500_000)
args = parser.parse_args()

model = algorithms[args.algorithm]('MlpPolicy', 'HalfCheetah-v4', verbose=1)
model.learn(args.steps)
