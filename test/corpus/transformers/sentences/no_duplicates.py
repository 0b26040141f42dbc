from sentence_transformers import InputExample, SentenceTransformer, losses
from sentence_transformers.datasets import NoDuplicatesDataLoader

from quora import read_pairs

model = SentenceTransformer("distilbert-base-uncased")
model.max_seq_length = 96
examples = [InputExample(texts=[question, answer]) for question, answer in read_pairs("pairs.tsv")]
loader = NoDuplicatesDataLoader(examples, batch_size=64)
loss = losses.MultipleNegativesRankingLoss(model)
model.fit(train_objectives=[(loader, loss)], epochs=3, warmup_steps=500, optimizer_params={"lr": 3e-5}, use_amp=True)
