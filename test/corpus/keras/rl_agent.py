import gym
from keras.layers import Activation, Dense, Flatten
from keras.models import Sequential
from keras.optimizers import Adam
from rl.agents.dqn import DQNAgent
from rl.memory import SequentialMemory
from rl.policy import EpsGreedyQPolicy

env = gym.make("CartPole-v0")
model = Sequential()
model.add(Flatten(input_shape=(1, 4)))
model.add(Dense(16))
model.add(Activation("relu"))
model.add(Dense(2))

agent = DQNAgent(model=model, nb_actions=2, memory=SequentialMemory(limit=50000, window_length=1), nb_steps_warmup=10, policy=EpsGreedyQPolicy())
agent.compile(Adam(lr=1e-3), metrics=["mae"])
agent.fit(env, nb_steps=50000, visualize=False)
