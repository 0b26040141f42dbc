import random
from collections import deque

import gym
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import Adam


class Memory:
    def __init__(self, size):
        self.items = deque(maxlen=size)
        self.count = 0

    def add(self, transition):
        self.items.append(transition)
        self.count += 1


class Agent:
    def __init__(self, states, actions):
        self.memory = Memory(2000)
        self.model = Sequential([Dense(24, input_dim=states, activation="relu"), Dense(actions)])
        self.model.compile(loss="mse", optimizer=Adam(lr=0.001))

    def replay(self, batch_size):
        states, targets = map(np.array, zip(*random.sample(self.memory.items, batch_size)))
        self.model.fit(states, targets, epochs=1, verbose=0)


env = gym.make("CartPole-v1")
agent = Agent(4, 2)
for episode in range(1000):
    state, done = env.reset(), False
    while not done:
        state, reward, done, _ = env.step(env.action_space.sample())
        agent.memory.add((state, reward))
        if agent.memory.count > 32:
            agent.replay(32)
