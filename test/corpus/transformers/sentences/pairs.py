from datasets import load_dataset
from sentence_transformers import InputExample, SentenceTransformer, losses
from torch.utils.data import DataLoader

model = SentenceTransformer("distilbert-base-uncased")
examples = []
for row in load_dataset("embedding-data/QQP_triplets", split="train"):
    examples.append(InputExample(texts=[row["set"]["query"], row["set"]["pos"][0]]))
loader = DataLoader(examples, shuffle=True, batch_size=64)
model.fit(train_objectives=[(loader, losses.MultipleNegativesRankingLoss(model))], epochs=2, warmup_steps=200, use_amp=True)
