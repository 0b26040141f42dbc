// A report as the engine would hand it to the page, with made-up figures: the BERT sentiment example on one A100.
import type { Interval } from '../../../src/model/interval';
import type { Provenance, Span } from '../../../src/model/source';
import type { Report, SourceLink } from '../../../src/report/reportModel';
import type { PanelState } from '../../../webview/protocol';

const path = '/workspace/bert_sentiment.py';
const line = (number: number): Span => ({ path, line: number, column: 4, endLine: number, endColumn: 40 });
const code = (number: number, text?: string): SourceLink => ({
  label: `line ${number}`,
  target: { kind: 'code', span: line(number), origin: 'literal', text },
});
const how = (anchor: string, text: string): SourceLink => ({ label: 'how', target: { kind: 'formula', anchor, text, url: 'https://example.org/docs/method' } });
const between = (low: number, mid: number, high: number): Interval => ({ low, mid, high });
const formula: Provenance = { kind: 'formula', anchor: 'carbon', text: 'energy × grid intensity + the share of making the hardware' };
const table: Provenance = {
  kind: 'table',
  table: 'grids',
  row: 'Germany 2023: 381 g/kWh, life-cycle',
  source: 'Ember, Yearly Electricity Data',
  url: 'https://ember-energy.org/data/yearly-electricity-data/',
  year: 2023,
  licence: 'CC BY 4.0',
  confidence: 'verified',
};
const assumed: Provenance = { kind: 'assumption', why: 'No hardware is named in the code, so the default setting is used.' };

export const report: Report = {
  runId: `${path}#52`,
  path,
  fileName: 'bert_sentiment.py',
  anchor: line(52),
  kind: 'fine-tuning',
  framework: 'pytorch',
  runIndex: 0,
  runCount: 1,
  estimated: true,
  headline: { id: 'co2e', label: 'CO₂e', value: '0.34 kg CO₂e', range: '0.19 – 0.61', interval: between(0.19, 0.34, 0.61), provenance: [formula, table] },
  sentence: { emphasis: 'Padding to 512 tokens causes 52 % of this', rest: ': the texts are likely near 230.' },
  narrowing: 'Naming the GPU would narrow the range from 3.2× to 1.6×.',
  equivalent: { text: 'About 1.9 km by an average petrol car', link: { label: 'source', target: table } },
  tiles: [
    { id: 'gpuHours', label: 'GPU-hours', value: '3.1', range: '1.9 – 5.0', interval: between(1.9, 3.1, 5), provenance: [formula] },
    { id: 'energy', label: 'Energy', value: '0.97 kWh', range: '0.6 – 1.6', interval: between(0.6, 0.97, 1.6), provenance: [formula] },
    {
      id: 'wallClock',
      label: 'Wall-clock',
      value: '3 h 05 min',
      range: '1.9 – 5.0 h',
      note: '1× A100 80GB',
      interval: between(1.9, 3.1, 5),
      provenance: [formula, assumed],
    },
    {
      id: 'memory',
      label: 'Peak memory',
      value: '14.2 GiB',
      range: '12 – 17',
      note: 'fits 80; batch ≤ 96',
      interval: between(12, 14.2, 17),
      provenance: [formula],
    },
    { id: 'cost', label: 'Cost', value: '≈ 11 USD', range: '7 – 18', note: 'on demand, Oct 2026', interval: between(7, 11, 18), provenance: [table] },
    { id: 'water', label: 'Water', value: '1.7 L', range: '0.4 – 5', interval: between(0.4, 1.7, 5), provenance: [table] },
  ],
  questions: [],
  alternatives: [
    alternative('padding', 'Pad each batch to its longest text', 'No effect on quality', '−54 %', '46–61', 54, 14),
    alternative('bf16', 'Train in bf16 mixed precision', 'Same accuracy within noise on BERT-class models', '−48 %', '36–57', 48, 58),
    alternative('distilbert', 'distilbert-base-uncased instead of bert-base-uncased', 'Keeps about 97 % of GLUE', '−46 %', '41–50', 46, 31),
    {
      ...alternative('region', 'Run it in Sweden instead of Germany', 'Grid 41 against 381 g/kWh (2023)', '−85 %', '79–88', 85, 0),
      place: undefined,
      edits: [],
      settings: { region: 'SE' },
    },
  ],
  shares: [
    { id: 'training', label: 'useful training', fraction: 0.24, percent: '24 %' },
    { id: 'padding', label: 'padding', fraction: 0.52, percent: '52 %' },
    { id: 'evaluation', label: 'evaluation', fraction: 0.06, percent: '6 %' },
    { id: 'overhead', label: 'data-centre overhead', fraction: 0.09, percent: '9 %' },
    { id: 'embodied', label: 'making of the hardware', fraction: 0.09, percent: '9 %' },
  ],
  factors: [
    { id: 'model', label: 'Model', value: 'bert-base-uncased · 109 M', range: 'exact', assumed: false, links: [code(31, "'bert-base-uncased'")] },
    {
      id: 'samples',
      label: 'Samples × epochs',
      value: '25,000 × 3',
      range: 'exact',
      assumed: false,
      editable: 'datasetSamples',
      links: [{ label: 'you', target: { kind: 'setting', key: 'dataset-samples' } }, code(52)],
    },
    {
      id: 'tokensPerSample',
      label: 'Tokens a sample',
      value: '512 padded',
      range: 'about 230 real (120 – 400)',
      assumed: true,
      links: [code(14), { label: 'assumed length', target: assumed }],
    },
    {
      id: 'trainFlops',
      label: 'Training FLOPs',
      value: '2.0 × 10¹⁶',
      range: '± 4 %',
      assumed: false,
      links: [how('flops', '6 × parameters × tokens, attention added')],
    },
    { id: 'gpu', label: 'GPU', value: '1 × A100 SXM 80GB', range: 'a setting', assumed: true, editable: 'gpu', links: [{ label: 'why', target: assumed }] },
    {
      id: 'utilization',
      label: 'Utilisation, fp32',
      value: '46 %',
      range: '33 – 58 %',
      assumed: false,
      links: [how('utilisation', 'from matrix sizes, launch overhead and bandwidth')],
    },
    {
      id: 'power',
      label: 'Power, whole node',
      value: '0.31 kW',
      range: '0.26 – 0.36',
      assumed: false,
      links: [how('energy', 'idle + (limit − idle) × load, the host added')],
    },
    { id: 'pue', label: 'PUE', value: '1.12', range: '1.07 – 1.2', assumed: true, editable: 'pue', links: [{ label: 'why', target: assumed }] },
    {
      id: 'grid',
      label: 'Grid',
      value: 'Germany 381 g/kWh',
      range: '2023, life-cycle',
      assumed: false,
      editable: 'region',
      links: [
        { label: 'setting', target: { kind: 'setting', key: 'trainingFootprint.region' } },
        { label: 'Ember', target: table },
      ],
    },
  ],
  compare: {
    regions: [
      { key: 'SE', label: 'Sweden', value: '0.05 kg', amount: 0.05, current: false },
      { key: 'FR', label: 'France', value: '0.06 kg', amount: 0.06, current: false },
      { key: 'US', label: 'United States', value: '0.33 kg', amount: 0.33, current: false },
      { key: 'DE', label: 'Germany', value: '0.34 kg', amount: 0.34, current: true },
      { key: 'PL', label: 'Poland', value: '0.57 kg', amount: 0.57, current: false },
    ],
    gpus: [
      { key: 'H100-SXM', label: 'H100 SXM', value: '0.24 kg', amount: 0.24, current: false },
      { key: 'A100-SXM4-80GB', label: 'A100 SXM', value: '0.34 kg', amount: 0.34, current: true },
      { key: 'L4', label: 'L4', value: '0.31 kg', amount: 0.31, current: false },
      { key: 'RTX-4090', label: 'RTX 4090', value: '0.36 kg', amount: 0.36, current: false },
      { key: 'T4', label: 'T4', value: '0.47 kg', amount: 0.47, current: false },
    ],
  },
  memory: {
    parts: [
      { id: 'weights', label: 'weights', gib: 0.41 },
      { id: 'gradients', label: 'gradients', gib: 0.41 },
      { id: 'optimizer', label: 'optimizer', gib: 0.82 },
      { id: 'activations', label: 'activations', gib: 11.5 },
      { id: 'context', label: 'context', gib: 1.1 },
    ],
    capacityGiB: 80,
    summary: '14.2 of 80 GiB',
  },
  facts: [],
  lens: '≈ 3.1 GPU-h · 0.97 kWh · 0.34 kg CO₂e (0.19–0.61) · 1× A100 80GB · Germany',
  statusBar: '0.34 kg CO₂e',
};

function alternative(
  id: string,
  title: string,
  qualityCost: string,
  saving: string,
  savingRange: string,
  percent: number,
  place: number,
): Report['alternatives'][number] {
  return {
    key: id,
    id,
    title,
    qualityCost,
    saving,
    savingRange,
    savingPercent: between(percent - 8, percent, percent + 7),
    place: line(Math.max(1, place)),
    evidence: id === 'region' ? [] : [{ claim: 'measured on GLUE', url: 'https://arxiv.org/abs/1910.01108' }],
    edits: [{ span: line(Math.max(1, place)), newText: 'x' }],
    change: '0.34 → 0.16 kg CO₂e',
  };
}

const listed = (values: readonly string[]): readonly { value: string; label: string }[] => values.map((value) => ({ value, label: value }));

type Shown = Extract<PanelState, { kind: 'report' }>;

export const shown: Shown = {
  kind: 'report',
  uri: `file://${path}`,
  report,
  stale: false,
  runs: [{ value: '0', label: 'run 1 of 1' }],
  choices: {
    gpus: [{ value: 'A100-SXM4-80GB', label: 'A100 SXM 80GB' }, ...listed(['H100-SXM', 'L4', 'RTX-4090', 'T4'])],
    regions: [
      { value: 'DE', label: 'Germany' },
      { value: 'FR', label: 'France' },
      { value: 'SE', label: 'Sweden' },
    ],
    precisions: listed(['fp32', 'tf32', 'fp16', 'bf16', 'fp8']),
    methods: [
      { value: 'full', label: 'full fine-tuning' },
      { value: 'lora', label: 'LoRA' },
    ],
  },
  inputs: {
    gpu: 'A100-SXM4-80GB',
    gpuCount: 1,
    region: 'DE',
    pue: 1.12,
    precision: 'fp32',
    method: 'full',
    epochs: 3,
    perDeviceBatchSize: 16,
    datasetSamples: 25_000,
  },
  whatIf: {},
  keepable: ['gpu', 'gpuCount', 'region', 'pue', 'epochs', 'datasetSamples'],
  baseline: null,
  combined: null,
};

/** The same run on an H100 in France, tried and not kept, with two alternatives chosen. */
export const whatIfShown: Shown = {
  ...shown,
  report: { ...report, headline: { ...report.headline!, value: '0.042 kg CO₂e', range: '0.025 – 0.075', interval: between(0.025, 0.042, 0.075) } },
  runs: [
    { value: '0', label: 'run 1 of 2 · line 52' },
    { value: '1', label: 'run 2 of 2 · line 80' },
  ],
  stale: true,
  inputs: { ...shown.inputs, gpu: 'H100-SXM', region: 'FR' },
  whatIf: { gpu: 'H100-SXM', region: 'FR' },
  baseline: { value: '0.34 kg CO₂e', interval: between(0.19, 0.34, 0.61) },
};

export const combined: Shown['combined'] = { keys: ['padding', 'bf16'], change: '0.34 → 0.09 kg CO₂e', saving: '−74 %', savingRange: '64–80', edits: 2 };

/** The tutorial as it is first met: nobody has said how many texts there are. */
export const unanswered: Shown = {
  ...shown,
  report: {
    ...report,
    estimated: false,
    headline: null,
    sentence: null,
    narrowing: null,
    equivalent: null,
    tiles: [],
    alternatives: [],
    shares: [],
    compare: { regions: [], gpus: [] },
    questions: [
      {
        input: 'datasetSamples',
        decisive: true,
        label: 'Dataset size',
        why: 'The texts come in as the variable train_texts, whose length is known only when it runs.',
        suggestions: [
          { value: '2000', label: '2,000', consequence: '≈ 0.03 kg CO₂e' },
          { value: '25000', label: '25,000', consequence: '≈ 0.34 kg CO₂e' },
          { value: '100000', label: '100,000', consequence: '≈ 1.4 kg CO₂e' },
          { value: '1000000', label: '1,000,000', consequence: '≈ 14 kg CO₂e' },
        ],
      },
    ],
  },
  inputs: { ...shown.inputs, datasetSamples: null },
};
