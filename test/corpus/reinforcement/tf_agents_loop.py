import tensorflow as tf
from tf_agents.agents.dqn import dqn_agent
from tf_agents.environments import suite_gym, tf_py_environment
from tf_agents.networks import q_network
from tf_agents.replay_buffers import tf_uniform_replay_buffer
from tf_agents.utils import common

NUM_UPDATES = 15000

env = tf_py_environment.TFPyEnvironment(suite_gym.load('Acrobot-v1'))
network = q_network.QNetwork(env.observation_spec(), env.action_spec(), fc_layer_params=(128, 64))
agent = dqn_agent.DqnAgent(
    env.time_step_spec(),
    env.action_spec(),
    q_network=network,
    optimizer=tf.keras.optimizers.Adam(learning_rate=2.5e-4),
    td_errors_loss_fn=common.element_wise_squared_loss,
)
agent.initialize()
buffer = tf_uniform_replay_buffer.TFUniformReplayBuffer(agent.collect_data_spec, env.batch_size, max_length=50_000)
samples = iter(buffer.as_dataset(sample_batch_size=80, num_steps=2).prefetch(3))
agent.train = common.function(agent.train)

for _ in range(NUM_UPDATES):
    collect(env, agent.collect_policy, buffer)
    experience, _info = next(samples)
    loss = agent.train(experience).loss
