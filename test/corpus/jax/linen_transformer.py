import jax
import jax.numpy as jnp
import optax
from flax import linen as nn
from flax.training.train_state import TrainState


class Block(nn.Module):
    heads: int

    def setup(self):
        self.norm = nn.LayerNorm()
        self.attention = nn.MultiHeadDotProductAttention(num_heads=self.heads, dtype=jnp.bfloat16)

    @nn.compact
    def __call__(self, x):
        B, T, C = x.shape
        y = self.norm(x)
        x = x + self.attention(y, y)
        y = nn.Dense(4 * C, dtype=jnp.bfloat16)(nn.LayerNorm()(x))
        return x + nn.Dense(C, dtype=jnp.bfloat16)(nn.gelu(y))


class Decoder(nn.Module):
    vocabulary: int = 1000
    width: int = 64
    depth: int = 2

    @nn.compact
    def __call__(self, tokens):
        embed = nn.Embed(self.vocabulary, self.width)
        x = embed(tokens) + self.param("positions", nn.initializers.normal(), (1, 32, self.width))
        for _ in range(self.depth):
            x = Block(heads=4)(x)
        return embed.attend(nn.LayerNorm()(x))


def step(state, tokens):
    def loss_fn(params):
        logits = state.apply_fn(params, tokens)
        return optax.softmax_cross_entropy_with_integer_labels(logits, tokens).mean()

    return state.apply_gradients(grads=jax.grad(loss_fn)(state.params))


def main(tokens, total_steps=4000):
    model = Decoder()
    params = model.init(jax.random.PRNGKey(0), jnp.zeros((8, 32), dtype=jnp.int32))
    schedule = optax.warmup_cosine_decay_schedule(init_value=0.0, peak_value=3e-4, warmup_steps=100, decay_steps=total_steps)
    state = TrainState.create(apply_fn=model.apply, params=params, tx=optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule)))
    for step_number in range(int(state.step), total_steps):
        state = jax.jit(step)(state, tokens)


if __name__ == "__main__":
    main(jnp.zeros((8, 32), dtype=jnp.int32))
