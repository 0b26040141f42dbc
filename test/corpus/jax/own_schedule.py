import jax
import jax.numpy as jnp
import optax

max_lr = 6e-4
min_lr = max_lr * 0.1
warmup_steps = 700
max_steps = 19000


def schedule(step):
    warm = max_lr * (step + 1) / warmup_steps
    cosine = min_lr + 0.5 * (1 + jnp.cos(jnp.pi * (step - warmup_steps) / (max_steps - warmup_steps))) * (max_lr - min_lr)
    return jnp.where(step < warmup_steps, warm, jnp.where(step < max_steps, cosine, min_lr))


tx = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, b1=0.9, b2=0.95))
params = {"w": jax.random.normal(jax.random.PRNGKey(0), (16, 16))}
state = tx.init(params)
step = 0
while step < max_steps:
    grads = jax.grad(lambda p: jnp.sum(p["w"] ** 2))(params)
    updates, state = tx.update(grads, state, params)
    params = optax.apply_updates(params, updates)
    step += 1
