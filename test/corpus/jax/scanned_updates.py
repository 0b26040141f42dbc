import flax.linen as nn
import gymnax
import jax
import jax.numpy as jnp
import optax
from flax.training.train_state import TrainState


class Policy(nn.Module):
    actions: int

    @nn.compact
    def __call__(self, x):
        return nn.Dense(self.actions)(nn.tanh(nn.Dense(64)(x)))


def make_train(config):
    config["UPDATES"] = config["TOTAL"] // config["STEPS"] // config["ENVS"]
    env, params = gymnax.make(config["ENV"])

    def train(rng):
        network = Policy(2)
        tx = optax.chain(optax.clip_by_global_norm(0.5), optax.adam(config["LR"], eps=1e-5))
        state = TrainState.create(apply_fn=network.apply, params=network.init(rng, jnp.zeros(4)), tx=tx)

        def update(carry, _):
            state, rng = carry
            observation, env_state, reward, done, _ = env.step(rng, 0, 0, params)

            def epoch(state, batch):
                def minibatch(state, part):
                    grads = jax.grad(lambda p: jnp.mean(state.apply_fn(p, part)))(state.params)
                    return state.apply_gradients(grads=grads), None

                return jax.lax.scan(minibatch, state, observation)

            state = jax.lax.cond(done, lambda s: jax.lax.scan(epoch, s, None, config["EPOCHS"])[0], lambda s: s, state)
            return (state, rng), reward

        return jax.lax.scan(update, (state, rng), None, config["UPDATES"])

    return train


if __name__ == "__main__":
    settings = {"LR": 2.5e-4, "ENVS": 4, "STEPS": 128, "TOTAL": 500_000, "EPOCHS": 4, "ENV": "CartPole-v1"}
    out = jax.jit(make_train(settings))(jax.random.PRNGKey(0))
