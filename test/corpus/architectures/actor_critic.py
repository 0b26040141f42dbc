import gymnasium as gym
import torch
import torch.nn as nn
from torch.distributions import Categorical


def mlp(sizes, activation=nn.Tanh, output_activation=nn.Identity):
    layers = []
    for j in range(len(sizes) - 1):
        act = activation if j < len(sizes) - 2 else output_activation
        layers += [nn.Linear(sizes[j], sizes[j + 1]), act()]
    return nn.Sequential(*layers)


class ActorCritic(nn.Module):
    def __init__(self, obs_dim, act_dim, hidden_sizes=(64, 64)):
        super().__init__()
        self.pi = mlp([obs_dim] + list(hidden_sizes) + [act_dim])
        self.v = mlp([obs_dim] + list(hidden_sizes) + [1])
        self.log_std = nn.Parameter(-0.5 * torch.ones(act_dim))

    def forward(self, obs):
        return Categorical(logits=self.pi(obs)), self.v(obs)


env = gym.make("LunarLander-v2")
ac = ActorCritic(8, 4)
optimizer = torch.optim.Adam(ac.parameters(), lr=3e-4)
for update in range(1000):
    obs, _ = env.reset()
    log_probs, values, rewards = [], [], []
    done = False
    while not done:
        dist, value = ac(torch.as_tensor(obs))
        action = dist.sample()
        obs, reward, done, _, _ = env.step(action.item())
        log_probs.append(dist.log_prob(action))
        values.append(value)
        rewards.append(reward)
    loss = -(torch.stack(log_probs) * (torch.tensor(rewards) - torch.stack(values).detach())).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
