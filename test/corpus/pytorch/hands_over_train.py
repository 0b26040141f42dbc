"""Says only how to train; what trains is a module of the project's."""
from train_pairs import Learner

rate = 5e-4
rounds = 18
learner = Learner(4)
learner.train_on_pairs(rate, 36, rounds)
