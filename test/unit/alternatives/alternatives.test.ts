import assert from 'node:assert/strict';
import test from 'node:test';
import { editsAt, siteFor, switchFor } from '../../../src/alternatives/editsAtSite';
import { savedPercent } from '../../../src/alternatives/saving';
import { ALL_RULES } from '../../../src/alternatives/rules/allRules';
import { createEngine } from '../../../src/engine';
import { exactly, within } from '../../../src/model/interval';
import type { EditSite, Run } from '../../../src/model/run';
import type { Span } from '../../../src/model/source';
import { existsSync } from 'node:fs';
import { applyEdits } from './applyEdits';

const text = `from transformers import BertForSequenceClassification, Trainer, TrainingArguments

model = BertForSequenceClassification.from_pretrained("bert-base-uncased")
args = TrainingArguments("out", per_device_train_batch_size=16)
data = data.map(lambda x: tokenizer(x["text"], padding="max_length", truncation=True))
Trainer(model, args, train_dataset=data).train()
`;
const PATH = '/project/train.py';

/** The place of a piece of the text. */
function spanOf(piece: string, inside = text): Span {
  const start = inside.indexOf(piece);
  assert.notEqual(start, -1, piece);
  const before = inside.slice(0, start).split('\n');
  const line = before.length;
  const column = before.at(-1)?.length ?? 0;
  return { path: PATH, line, column, endLine: line, endColumn: column + piece.length };
}
/** The empty place behind a piece of the text. */
function behind(piece: string): Span {
  const span = spanOf(piece);
  return { ...span, column: span.endColumn };
}

const sites: readonly EditSite[] = [
  {
    changes: 'model',
    span: spanOf('"bert-base-uncased"'),
    template: '"{value}"',
    anyArchitecture: true,
    alongside: [
      { span: spanOf('BertForSequenceClassification'), newText: 'AutoModelForSequenceClassification' },
      { span: spanOf('BertForSequenceClassification.from'), newText: 'AutoModelForSequenceClassification.from' },
    ],
  },
  { changes: 'precision', span: behind('per_device_train_batch_size=16'), template: ', {value}=True', values: ['bf16', 'fp16'] },
  { changes: 'padding', span: spanOf('padding="max_length", '), template: '', values: ['longest'] },
];
const run: Run = {
  id: `${PATH}#6`,
  framework: 'transformers',
  anchor: spanOf('Trainer(model, args, train_dataset=data).train()'),
  facts: {
    model: { value: 'bert-base-uncased', origin: 'literal' },
    method: { value: 'full', origin: 'derived' },
    precision: { value: 'fp32', origin: 'library-default' },
    padding: { value: 'max_length', origin: 'literal' },
    sequenceLength: { value: 512, origin: 'derived' },
    perDeviceBatchSize: { value: 16, origin: 'literal' },
    epochs: { value: 3, origin: 'library-default' },
    datasetSamples: { value: 25_000, origin: 'knowledge' },
  },
  unknowns: [],
  sites,
};
const engine = createEngine();
const settings = { region: 'DE' };

test('mixed precision is an argument more, and the text is otherwise the same', () => {
  const found = engine.alternatives(run, settings).find(({ id }) => id === 'mixed-precision');
  assert.equal(applyEdits(text, found?.edits ?? []), text.replace('batch_size=16)', 'batch_size=16, bf16=True)'));
});

test('a GPU without bf16 is offered fp16', () => {
  const found = engine.alternatives(run, { ...settings, gpu: 'V100-SXM2-16GB' }).find(({ id }) => id === 'mixed-precision');
  assert.match(found?.title ?? '', /fp16/);
  assert.equal(applyEdits(text, found?.edits ?? []), text.replace('batch_size=16)', 'batch_size=16, fp16=True)'));
});

test('dynamic padding takes the padding out of the tokenizer call', () => {
  const found = engine.alternatives(run, settings).find(({ id }) => id === 'dynamic-padding');
  assert.equal(applyEdits(text, found?.edits ?? []), text.replace('padding="max_length", ', ''));
});

test('a smaller model changes the name and the classes that load it', () => {
  const found = engine.alternatives(run, settings).find(({ id, variant }) => id === 'smaller-model' && variant?.startsWith('distilbert'));
  assert.ok(found);
  assert.equal(
    applyEdits(text, found.edits),
    text.replaceAll('BertForSequenceClassification', 'AutoModelForSequenceClassification').replace('bert-base-uncased', found.variant ?? ''),
  );
});

test('a greener region and another GPU are settings, without an edit', () => {
  const found = engine.alternatives(run, settings);
  const region = found.find(({ id }) => id === 'greener-region');
  assert.deepEqual(region?.edits, []);
  assert.equal(typeof region?.settings?.region, 'string');
});

test('alternatives stand in the order of what they save, each by at least one percent', () => {
  const savings = engine.alternatives(run, settings).map(({ saves }) => saves.co2ePercent.mid);
  assert.ok(savings.length >= 4);
  assert.deepEqual(
    savings,
    [...savings].sort((a, b) => b - a),
  );
  assert.ok(savings.every((saving) => saving >= 1 && saving < 100));
});

test('the saving is the difference of the two estimates', () => {
  const [first] = engine.alternatives(run, settings);
  assert.ok(first);
  const before = engine.estimate(run, settings).co2eKg?.mid ?? Number.NaN;
  const after = engine.estimateWith(run, settings, [first]).co2eKg?.mid ?? Number.NaN;
  assert.equal(first.after.co2eKg?.mid, after);
  assert.ok(Math.abs(first.saves.co2ePercent.mid - (1 - after / before) * 100) < 1e-9);
});

test('alternatives together are estimated anew, not summed', () => {
  const found = engine.alternatives(run, settings).filter(({ id }) => id === 'mixed-precision' || id === 'dynamic-padding');
  assert.equal(found.length, 2);
  const before = engine.estimate(run, settings).co2eKg?.mid ?? Number.NaN;
  const both = engine.estimateWith(run, settings, found).co2eKg?.mid ?? Number.NaN;
  assert.ok(both > 0 && both < Math.min(...found.map(({ after }) => after.co2eKg?.mid ?? 0)));
  assert.ok(before - both < found.reduce((sum, { after }) => sum + before - (after.co2eKg?.mid ?? 0), 0));
});

test('without a place for the edit nothing is offered that would need one', () => {
  const found = engine.alternatives({ ...run, sites: [] }, settings);
  assert.ok(found.every(({ edits, settings: changed }) => edits.length === 0 && changed !== undefined));
});

test('what the run does already is not offered', () => {
  const better: Run = { ...run, facts: { ...run.facts, precision: { value: 'bf16', origin: 'literal' }, padding: { value: 'longest', origin: 'literal' } } };
  const ids = engine.alternatives(better, settings).map(({ id }) => id);
  assert.ok(!ids.includes('mixed-precision') && !ids.includes('dynamic-padding'));
});

test('relative savings are shown before the data-set size is known, without a figure for the run', () => {
  const { datasetSamples: _, ...facts } = run.facts;
  const found = engine.alternatives({ ...run, facts }, settings);
  assert.ok(found.some(({ id }) => id === 'mixed-precision'));
  assert.ok(found.every(({ after }) => after.co2eKg === null));
});

test('a run whose model is unknown gets no alternatives', () => {
  const { model: _, ...facts } = run.facts;
  assert.deepEqual(engine.alternatives({ ...run, facts }, settings), []);
});

test('a stated intensity does not hide the gain of another region', () => {
  const found = engine.alternatives(run, { region: 'PL', gridIntensityKgPerKwh: 0.9 }).find(({ id }) => id === 'greener-region');
  assert.ok((found?.saves.co2ePercent.mid ?? 0) > 50);
});

test('checkpointing is only switched off where the activations then fit', () => {
  const site: EditSite = { changes: 'gradientCheckpointing', span: spanOf('"out"'), template: '{value}' };
  const checkpointed = (batch: number): Run => ({
    ...run,
    sites: [site],
    facts: { ...run.facts, gradientCheckpointing: { value: true, origin: 'literal' }, perDeviceBatchSize: { value: batch, origin: 'literal' } },
  });
  assert.ok(engine.alternatives(checkpointed(4), settings).some(({ id }) => id === 'no-gradient-checkpointing'));
  assert.ok(!engine.alternatives(checkpointed(2000), settings).some(({ id }) => id === 'no-gradient-checkpointing'));
});

test('a site with a list of values takes only those', () => {
  assert.equal(siteFor(run, ['precision'], 'tf32'), undefined);
  assert.equal(siteFor(run, ['precision'], 'bf16')?.span, sites[1]?.span);
});

test('the value is put in everywhere, special characters of replacements included', () => {
  const span = spanOf('"out"');
  const edits = editsAt({ changes: 'model', span, template: '"{value}" # {value}', alongside: [{ span, newText: 'x{value}' }] }, 'a$&b');
  assert.deepEqual(
    edits.map(({ newText }) => newText),
    ['"a$&b" # a$&b', 'xa$&b'],
  );
});

test('a saving between two uncertain estimates is less uncertain than either', () => {
  const saved = savedPercent(within(10, 2), within(5, 2));
  assert.equal(saved?.mid, 50);
  assert.ok(saved && saved.low > 25 && saved.low < 50 && saved.high > 50 && saved.high < 75);
});

test('between two exact figures the saving is exact, and never below zero', () => {
  assert.deepEqual(savedPercent(exactly(8), exactly(6)), { low: 25, mid: 25, high: 25 });
  assert.deepEqual(savedPercent(exactly(6), exactly(8)), { low: 0, mid: 0, high: 0 });
  assert.equal(savedPercent(null, exactly(1)), undefined);
});

test('every rule has its page', () => {
  for (const { id } of ALL_RULES) assert.ok(existsSync(new URL(`../../../docs/rules/${id}.md`, import.meta.url)), id);
});

test('a fixed text switches on only; off needs a place that takes a value, spelt as its language spells it', () => {
  const span = spanOf('"out"');
  const fixed: Run = { ...run, sites: [{ changes: 'gradientCheckpointing', span, template: ', gradient_checkpointing=True' }] };
  assert.equal(switchFor(fixed, 'gradientCheckpointing', true)?.[0]?.newText, ', gradient_checkpointing=True');
  assert.equal(switchFor(fixed, 'gradientCheckpointing', false), undefined);
  const open = (path: string): Run => ({ ...run, sites: [{ changes: 'gradientCheckpointing', span: { ...span, path }, template: '{value}' }] });
  assert.equal(switchFor(open('/p/train.py'), 'gradientCheckpointing', false)?.[0]?.newText, 'False');
  assert.equal(switchFor(open('/p/recipe.yml'), 'gradientCheckpointing', false)?.[0]?.newText, 'false');
});

test('where the code loads one architecture only, a model of another one is not offered', () => {
  const fixed: Run = { ...run, sites: [{ changes: 'model', span: spanOf('"bert-base-uncased"'), template: '"{value}"' }] };
  const models = engine.alternatives(fixed, settings).flatMap(({ id, variant }) => (id === 'smaller-model' ? [variant] : []));
  assert.deepEqual(models, []);
});

test('what several save together is written as one saving, a loss with a plus', () => {
  const [first] = engine.alternatives(run, settings).filter(({ id }) => id === 'mixed-precision');
  assert.ok(first);
  assert.match(engine.savingOf(run, settings, [first]).saving, /^−\d+ %$/);
  assert.match(engine.savingOf(run, settings, [first]).change, / → .* CO₂e$/);
  assert.equal(engine.savingOf(run, settings, []).saving, '0 %');
  assert.match(engine.savingOf(run, settings, [{ ...first, facts: { epochs: 30 } }]).saving, /^\+\d+ %$/);
});
