import random
from collections import namedtuple

import gymnasium as gym
import torch
from torch import nn

BATCH_SIZE = 128
Transition = namedtuple('Transition', ('state', 'action', 'reward'))


class ReplayMemory:
    def __init__(self, capacity):
        self.capacity = capacity
        self.memory = []

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        return random.sample(self.memory, batch_size)

    def __len__(self):
        return len(self.memory)


env = gym.make('CartPole-v1')
policy = nn.Sequential(nn.Linear(4, 128), nn.ReLU(), nn.Linear(128, 2))
optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-4, amsgrad=True)
memory = ReplayMemory(10000)


def optimize_model():
    if len(memory) < BATCH_SIZE:
        return
    batch = Transition(*zip(*memory.sample(BATCH_SIZE)))
    loss = policy(torch.stack(batch.state)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


for episode in range(600):
    state, _ = env.reset()
    done = False
    while not done:
        action = policy(torch.tensor(state)).argmax().item()
        state, reward, done, _, _ = env.step(action)
        memory.push(torch.tensor(state), action, reward)
        optimize_model()
