import random
from collections import deque

import gymnasium as gym
import torch
import torch.nn as nn
import torch.optim as optim

env = gym.make("CartPole-v1")
BATCH_SIZE = 128
n_observations, n_actions = 4, 2


class DQN(nn.Module):
    def __init__(self, n_observations, n_actions):
        super().__init__()
        self.layer1 = nn.Linear(n_observations, 128)
        self.layer2 = nn.Linear(128, 128)
        self.layer3 = nn.Linear(128, n_actions)

    def forward(self, x):
        x = torch.relu(self.layer1(x))
        return self.layer3(torch.relu(self.layer2(x)))


policy_net = DQN(n_observations, n_actions)
target_net = DQN(n_observations, n_actions)
target_net.load_state_dict(policy_net.state_dict())
optimizer = optim.AdamW(policy_net.parameters(), lr=1e-4, amsgrad=True)
memory = deque([], maxlen=10000)
for i_episode in range(600):
    state, info = env.reset()
    for t in range(500):
        action = policy_net(torch.tensor(state)).argmax().item()
        next_state, reward, terminated, truncated, _ = env.step(action)
        memory.append((state, action, next_state, reward))
        state = next_state
        if len(memory) >= BATCH_SIZE:
            batch = random.sample(memory, BATCH_SIZE)
            states = torch.tensor([s for s, _, _, _ in batch])
            loss = nn.functional.smooth_l1_loss(policy_net(states).max(1).values, target_net(states).max(1).values)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if terminated or truncated:
            break
