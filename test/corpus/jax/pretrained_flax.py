import jax
import optax
from datasets import load_dataset
from flax.training import train_state
from transformers import AutoTokenizer, FlaxAutoModelForSequenceClassification

data = load_dataset("imdb", split="train")
tokenizer = AutoTokenizer.from_pretrained("roberta-base")
data = data.map(lambda row: tokenizer(row["text"], padding="max_length", max_length=256, truncation=True), batched=True)

model = FlaxAutoModelForSequenceClassification.from_pretrained("roberta-base", num_labels=2)
state = train_state.TrainState.create(apply_fn=model.__call__, params=model.params, tx=optax.adamw(2e-5))


@jax.jit
def train_step(state, batch):
    grads = jax.grad(lambda p: state.apply_fn(**batch, params=p)[0].mean())(state.params)
    return state.apply_gradients(grads=grads)


for epoch in range(3):
    for batch in data.iter(batch_size=16):
        state = train_step(state, batch)
