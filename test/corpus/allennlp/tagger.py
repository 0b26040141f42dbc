from allennlp.data.data_loaders import MultiProcessDataLoader
from allennlp.data.samplers import BucketBatchSampler
from allennlp.training.optimizers import HuggingfaceAdamWOptimizer
from allennlp.training.trainer import GradientDescentTrainer

from tagging import SequenceReader, SequenceTagger

reader = SequenceReader()
loader = MultiProcessDataLoader(reader, 'data/train.conll', batch_sampler=BucketBatchSampler(batch_size=24, sorting_keys=['tokens']))
held_out = MultiProcessDataLoader(reader, 'data/dev.conll', batch_size=64)
model = SequenceTagger()
optimizer = HuggingfaceAdamWOptimizer([(n, p) for n, p in model.named_parameters() if p.requires_grad], lr=3e-5)
trainer = GradientDescentTrainer(
    model=model,
    optimizer=optimizer,
    data_loader=loader,
    validation_data_loader=held_out,
    patience=3,
    use_amp=True,
    num_gradient_accumulation_steps=2,
)
trainer.train()
