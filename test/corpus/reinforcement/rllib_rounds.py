from ray.rllib.algorithms.ppo import PPOConfig

config = (
    PPOConfig()
    .environment('LunarLander-v2')
    .env_runners(num_env_runners=6)
    .training(lr=3e-4, train_batch_size=8000, minibatch_size=512, num_epochs=12)
    .learners(num_learners=2)
)
algo = config.build_algo()
for round_ in range(150):
    result = algo.train()
    print(round_, result['env_runners']['episode_return_mean'])
algo.save('checkpoints')
