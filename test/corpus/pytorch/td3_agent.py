"""An agent that learns from a replay buffer of its own."""
import gymnasium as gym
import numpy as np
import torch
from torch import nn


class Buffer:
    def __init__(self, capacity: int):
        self.states = np.zeros((capacity, 17))
        self.size = 0

    def sample(self, batch_size: int):
        chosen = np.random.randint(0, self.size, size=batch_size)
        return torch.from_numpy(self.states[chosen])


class Agent:
    def __init__(self):
        self.critic = nn.Sequential(nn.Linear(17, 256), nn.ReLU(), nn.Linear(256, 1))
        self.optimizer = torch.optim.Adam(self.critic.parameters(), lr=3e-4)

    def train(self, buffer: Buffer, batch_size: int = 64):
        loss = self.critic(buffer.sample(batch_size)).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


env = gym.make("HalfCheetah-v4")
agent, buffer = Agent(), Buffer(1_000_000)
state, _ = env.reset(seed=0)
for t in range(400_000):
    state, reward, done, truncated, _ = env.step(env.action_space.sample())
    if t >= 10_000:
        agent.train(buffer, 192)
    if done or truncated:
        state, _ = env.reset()
