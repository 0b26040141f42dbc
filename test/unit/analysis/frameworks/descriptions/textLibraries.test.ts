// Libraries around text models: Sentence Transformers, SetFit, Unsloth, Simple Transformers, Flair, spaCy, OpenAI's service.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun, readRuns } from './readRuns';

describe('Sentence Transformers', () => {
  it('reads fit: one epoch of AdamW at 2e-5 unless told otherwise', () => {
    const { framework, facts } = readRun(`
from sentence_transformers import SentenceTransformer, losses, models
from torch.utils.data import DataLoader
word = models.Transformer("distilroberta-base", max_seq_length=256)
model = SentenceTransformer(modules=[word, models.Pooling(word.get_word_embedding_dimension())])
loader = DataLoader(pairs, batch_size=64, shuffle=True)
model.fit(train_objectives=[(loader, losses.CosineSimilarityLoss(model))], use_amp=True)
`);
    assert.equal(framework, 'sentence-transformers');
    assert.deepEqual(facts, {
      model: 'distilroberta-base',
      method: 'full',
      sequenceLength: 256,
      padding: 'longest',
      perDeviceBatchSize: 64,
      epochs: 1,
      optimizer: 'adamw',
      learningRate: 2e-5,
      precision: 'fp16',
    });
  });

  it('reads the trainer of version 3 with transformers’ defaults', () => {
    const { facts } = readRun(`
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
model = SentenceTransformer("bert-base-uncased")
args = SentenceTransformerTrainingArguments(output_dir="out", per_device_train_batch_size=128, fp16=True)
SentenceTransformerTrainer(model=model, args=args, train_dataset=data, loss=loss).train()
`);
    assert.deepEqual(
      [facts.model, facts.perDeviceBatchSize, facts.epochs, facts.learningRate, facts.precision, facts.gradientAccumulation],
      ['bert-base-uncased', 128, 3, 5e-5, 'fp16', 1],
    );
  });
});

describe('SetFit', () => {
  it('takes the embedding phase of a pair', () => {
    const { framework, facts } = readRun(`
from setfit import SetFitModel, Trainer, TrainingArguments
model = SetFitModel.from_pretrained("BAAI/bge-small-en-v1.5")
Trainer(model=model, args=TrainingArguments(batch_size=(32, 4), num_epochs=(2, 16)), train_dataset=data).train()
`);
    assert.equal(framework, 'setfit');
    assert.deepEqual([facts.model, facts.perDeviceBatchSize, facts.epochs, facts.learningRate], ['BAAI/bge-small-en-v1.5', 32, 2, 2e-5]);
  });
});

describe('Unsloth', () => {
  it('is QLoRA unless four bits are turned off', () => {
    const tuned = (loading: string): Readonly<Record<string, unknown>> =>
      readRun(`
from unsloth import FastLanguageModel
from trl import SFTTrainer, SFTConfig
model, tokenizer = FastLanguageModel.from_pretrained("unsloth/llama-3-8b", max_seq_length=2048${loading})
model = FastLanguageModel.get_peft_model(model, r=32, use_gradient_checkpointing="unsloth")
SFTTrainer(model=model, args=SFTConfig(max_steps=60), train_dataset=data).train()
`).facts;
    assert.deepEqual([tuned('').method, tuned('').loraRank, tuned('').gradientCheckpointing, tuned('').maxSteps], ['qlora', 32, true, 60]);
    assert.equal(tuned(', load_in_4bit=False').method, 'lora');
  });
});

describe('Simple Transformers', () => {
  it('reads arguments from a dictionary and defaults beside them', () => {
    const { facts, run } = readRun(`
from simpletransformers.classification import ClassificationModel
model = ClassificationModel("roberta", "roberta-base", args={"num_train_epochs": 4, "train_batch_size": 32})
model.train_model(frame)
`);
    assert.deepEqual(facts, {
      model: 'roberta-base',
      method: 'full',
      epochs: 4,
      perDeviceBatchSize: 32,
      learningRate: 4e-5,
      sequenceLength: 128,
      gradientAccumulation: 1,
      precision: 'fp16',
      optimizer: 'adamw',
    });
    assert.equal(run.facts.sequenceLength?.origin, 'library-default');
  });
});

describe('Flair', () => {
  it('fine-tunes with other defaults than it trains with', () => {
    const { facts } = readRun(`
from flair.embeddings import TransformerWordEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer
tagger = SequenceTagger(embeddings=TransformerWordEmbeddings("xlm-roberta-large", fine_tune=True), tag_type="ner")
ModelTrainer(tagger, corpus).fine_tune("out", mini_batch_size=8)
`);
    assert.deepEqual([facts.model, facts.perDeviceBatchSize, facts.epochs, facts.learningRate, facts.optimizer], ['xlm-roberta-large', 8, 10, 5e-5, 'adamw']);
  });
});

describe('spaCy', () => {
  it('reads updates in minibatches', () => {
    const { framework, facts } = readRun(`
import spacy
from spacy.util import minibatch
nlp = spacy.blank("en")
optimizer = nlp.initialize()
for epoch in range(20):
    for batch in minibatch(examples, size=16):
        nlp.update(batch, sgd=optimizer)
`);
    assert.equal(framework, 'spacy');
    assert.deepEqual([facts.epochs, facts.perDeviceBatchSize, facts.optimizer, facts.method], [20, 16, 'adam', 'pretrain']);
  });
});

describe('OpenAI fine-tuning', () => {
  it('reads model and epochs, and leaves "auto" open', () => {
    const job = (epochs: string): Readonly<Record<string, unknown>> =>
      readRun(`
from openai import OpenAI
client = OpenAI()
client.fine_tuning.jobs.create(training_file="file-1", model="gpt-4o-mini-2024-07-18", hyperparameters={"n_epochs": ${epochs}})
`).facts;
    assert.deepEqual(job('3'), { model: 'gpt-4o-mini-2024-07-18', epochs: 3 });
    assert.deepEqual(job('"auto"'), { model: 'gpt-4o-mini-2024-07-18' });
  });

  it('does not take a chat completion for a training', () => {
    assert.deepEqual(readRuns('from openai import OpenAI\nOpenAI().chat.completions.create(model="gpt-4o", messages=[])\n'), []);
  });
});
