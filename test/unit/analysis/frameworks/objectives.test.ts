// What a run learns from, as trainers' classes and configurations say it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import type { Facts } from '../../../../src/model/run';
import { memorySources } from '../memorySources';

const factsOf = (path: string, text: string): Facts => analyzeDocument({ path: `/repo/${path}`, text }, memorySources()).runs[0]?.facts ?? {};

const trl = (trainer: string, config: string, given = '', settings = ''): string =>
  [
    `from trl import ${trainer}, ${config}`,
    `args = ${config}(output_dir="out"${settings})`,
    `trainer = ${trainer}(model="Qwen/Qwen2.5-0.5B", args=args, train_dataset=data${given})`,
    'trainer.train()',
  ].join('\n');

describe("TRL's trainers", () => {
  it('learn from pairs, single answers or scores, by their class', () => {
    const objective = (trainer: string, config: string, settings = ''): unknown => factsOf('train.py', trl(trainer, config, '', settings)).objective?.value;
    assert.equal(objective('DPOTrainer', 'DPOConfig'), 'dpo');
    assert.equal(objective('DPOTrainer', 'DPOConfig', ', loss_type="ipo"'), 'ipo');
    assert.equal(objective('CPOTrainer', 'CPOConfig', ', loss_type="simpo"'), 'simpo');
    assert.equal(objective('KTOTrainer', 'KTOConfig'), 'kto');
    assert.equal(objective('RewardTrainer', 'RewardConfig'), 'reward');
    assert.equal(objective('SFTTrainer', 'SFTConfig'), undefined);
  });

  it('say how many answers a prompt has and where they are cut, the library where the code does not', () => {
    const facts = factsOf('train.py', trl('GRPOTrainer', 'GRPOConfig', ', reward_funcs=score', ', num_generations=4'));
    assert.equal(facts.objective?.value, 'grpo');
    assert.equal(facts.objective?.span?.line, 3);
    assert.deepEqual([facts.answersPerPrompt?.value, facts.answersPerPrompt?.origin], [4, 'literal']);
    assert.deepEqual([facts.answerTokens?.value, facts.answerTokens?.origin], [256, 'library-default']);
  });

  it('name the teacher', () => {
    assert.equal(factsOf('train.py', trl('GKDTrainer', 'GKDConfig', ', teacher_model="Qwen/Qwen2.5-7B"')).teacher?.value, 'Qwen/Qwen2.5-7B');
  });
});

describe("a trainer of the program's own", () => {
  it('that is given a teacher distils it', () => {
    const facts = factsOf(
      'distil.py',
      `from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

class Distiller(Trainer):
    def __init__(self, *args, teacher_model=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher_model

student = AutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased")
teacher = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased")
Distiller(model=student, teacher_model=teacher, args=TrainingArguments("out"), train_dataset=data).train()
`,
    );
    assert.equal(facts.model?.value, 'distilbert-base-uncased');
    assert.equal(facts.objective?.value, 'distillation');
    assert.equal(facts.teacher?.value, 'bert-base-uncased');
  });
});

describe('configurations', () => {
  it('of Axolotl say `rl`, and `reward_model`', () => {
    const yaml = (line: string): string => `base_model: x/y\ndatasets:\n  - path: a/b\nmicro_batch_size: 1\nnum_epochs: 1\nadapter: lora\n${line}\n`;
    assert.equal(factsOf('a.yml', yaml('rl: orpo')).objective?.value, 'orpo');
    assert.equal(factsOf('a.yml', yaml('rl: dpo')).objective?.span?.line, 7);
    assert.equal(factsOf('a.yml', yaml('reward_model: true')).objective?.value, 'reward');
    assert.equal(factsOf('a.yml', yaml('rl: unheard_of')).objective, undefined);
  });

  it('of LLaMA-Factory say `stage`, and which loss on pairs', () => {
    const yaml = (...lines: string[]): string =>
      ['model_name_or_path: x/y', 'finetuning_type: lora', 'template: qwen', 'learning_rate: 1.0e-5', 'num_train_epochs: 1', ...lines].join('\n');
    assert.equal(factsOf('a.yaml', yaml('stage: sft')).objective, undefined);
    assert.equal(factsOf('a.yaml', yaml('stage: rm')).objective?.value, 'reward');
    assert.equal(factsOf('a.yaml', yaml('stage: dpo')).objective?.value, 'dpo');
    assert.equal(factsOf('a.yaml', yaml('stage: dpo', 'pref_loss: simpo')).objective?.value, 'simpo');
  });
});
