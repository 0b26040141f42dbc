import haiku as hk
import jax
import optax
import tensorflow_datasets as tfds


def network(batch):
    x = hk.Flatten()(batch["image"] / 255.0)
    return hk.nets.MLP([300, 100, 10])(x)


net = hk.without_apply_rng(hk.transform(network))
optimiser = optax.rmsprop(1e-3)


def load(split, batch_size):
    return iter(tfds.as_numpy(tfds.load("fashion_mnist", split=split).cache().repeat().shuffle(10_000).batch(batch_size)))


@jax.jit
def update(params, opt_state, batch):
    grads = jax.grad(lambda p: net.apply(p, batch).mean())(params)
    updates, opt_state = optimiser.update(grads, opt_state)
    return optax.apply_updates(params, updates), opt_state


train_data = load("train", batch_size=1000)
test_data = load("test", batch_size=10_000)
params = net.init(jax.random.PRNGKey(42), next(train_data))
opt_state = optimiser.init(params)
for step in range(3001):
    if step % 100 == 0:
        print(net.apply(params, next(test_data)).mean())
    params, opt_state = update(params, opt_state, next(train_data))
