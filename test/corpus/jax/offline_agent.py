from absl import app, flags
from jaxrl2.agents import SACLearner
from jaxrl2.data import D4RLDataset
from tqdm import tqdm

FLAGS = flags.FLAGS
flags.DEFINE_integer("batch_size", 256, "Mini batch size.")
flags.DEFINE_integer("max_steps", 500_000, "Number of training steps.")
flags.DEFINE_integer("updates_per_step", 1, "Gradient updates per step.")


def main(_):
    dataset = D4RLDataset("hopper-medium-v2")
    agent = SACLearner(0, dataset.observation_space, dataset.action_space)
    for i in tqdm(range(1, FLAGS.max_steps + 1)):
        for _ in range(FLAGS.updates_per_step):
            batch = dataset.sample(FLAGS.batch_size)
            info = agent.update(batch)
        if i % 1000 == 0:
            print(info)


if __name__ == "__main__":
    app.run(main)
