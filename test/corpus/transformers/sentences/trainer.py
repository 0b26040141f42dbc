from datasets import load_dataset
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.losses import MultipleNegativesRankingLoss
from sentence_transformers.training_args import BatchSamplers

model = SentenceTransformer("microsoft/mpnet-base")
model.max_seq_length = 256
pairs = load_dataset("sentence-transformers/gooaq", split="train").select(range(100_000))
args = SentenceTransformerTrainingArguments(
    output_dir="mpnet-gooaq",
    per_device_train_batch_size=96,
    learning_rate=2e-5,
    bf16=True,
    max_steps=-1,
    num_train_epochs=1,
    batch_sampler=BatchSamplers.NO_DUPLICATES,
)
SentenceTransformerTrainer(model=model, args=args, train_dataset=pairs, loss=MultipleNegativesRankingLoss(model)).train()
