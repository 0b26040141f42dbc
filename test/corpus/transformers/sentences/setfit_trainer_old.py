from datasets import load_dataset
from sentence_transformers.losses import CosineSimilarityLoss
from setfit import SetFitModel, SetFitTrainer, sample_dataset

reviews = load_dataset("SetFit/CR")
model = SetFitModel.from_pretrained("sentence-transformers/paraphrase-mpnet-base-v2")
trainer = SetFitTrainer(
    model=model,
    train_dataset=sample_dataset(reviews["train"], num_samples=8),
    eval_dataset=reviews["test"],
    loss_class=CosineSimilarityLoss,
    batch_size=32,
    num_iterations=20,
    num_epochs=2,
)
trainer.train()
