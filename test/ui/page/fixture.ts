// What the extension would hand to the page for the BERT example: read from the file itself, so that the page's own estimator can go on from it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeDocument } from '../../../src/analysis/analyze';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { FileAnalysis } from '../../../src/model/run';
import type { Settings } from '../../../src/model/settings';
import { createReporter } from '../../../src/reporter';
import { enrichFacts } from '../../../src/resolve/enrichFacts';
import type { ReportState } from '../../../webview/protocol/messages';

const root = path.resolve(__dirname, '../../..');
const knowledge = createKnowledge();

/** The estimator as the extension has it; what the page shows must agree with it to the digit. */
export const { reporter } = createReporter(knowledge);

function read(example: string): FileAnalysis {
  const document = { path: `/workspace/${example}`, text: readFileSync(path.join(root, 'examples', example), 'utf8'), version: 1 };
  const file = analyzeDocument(document, { root: '/workspace', read: () => undefined, list: () => undefined });
  return { ...file, runs: file.runs.map((run) => enrichFacts(run, knowledge)) };
}

const listed = (values: readonly string[]): readonly { value: string; label: string }[] => values.map((value) => ({ value, label: value }));

function stateOf(file: FileAnalysis, settings: Settings): ReportState {
  return {
    kind: 'report',
    uri: `file://${file.path}`,
    file,
    runIndex: 0,
    settings,
    report: reporter.report(file, 0, settings),
    stale: false,
    runs: [{ value: '0', label: 'run 1 of 1' }],
    choices: {
      gpus: listed(['A100-SXM4-80GB', 'H100-SXM5-80GB', 'L4', 'T4']),
      regions: [
        { value: 'DE', label: 'Germany' },
        { value: 'FR', label: 'France' },
        { value: 'SE', label: 'Sweden' },
      ],
      precisions: listed(['fp32', 'tf32', 'bf16', 'fp16', 'fp8']),
      methods: [
        { value: 'full', label: 'full fine-tuning' },
        { value: 'lora', label: 'LoRA' },
        { value: 'qlora', label: 'QLoRA' },
      ],
    },
    whatIf: {},
    heard: 0,
    keepable: {
      gpu: ['workspace', 'file'],
      gpuCount: ['workspace', 'file'],
      region: ['workspace'],
      pue: ['workspace'],
      precision: ['file'],
      method: ['file'],
      epochs: ['code', 'file', 'workspace'],
      perDeviceBatchSize: ['code', 'file'],
      datasetSamples: ['file', 'workspace'],
      meanTokensPerSample: ['workspace'],
    },
  };
}

const bert = read('bert_sentiment.py');

export const shown: ReportState = stateOf(bert, { datasetSamples: 25_000, region: 'DE' });

/** The same of a text that is broken at the moment, with a second run beside it. */
export const staleShown: ReportState = {
  ...shown,
  stale: true,
  runs: [
    { value: '0', label: 'run 1 of 2 · line 66' },
    { value: '1', label: 'run 2 of 2 · line 80' },
  ],
};

/** The tutorial as it is first met: nobody has said how many texts there are. */
export const unanswered: ReportState = stateOf(bert, {});

/** The report as it would be under other inputs. */
export const reportWith = (tried: Settings) => reporter.report(bert, 0, { ...shown.settings, ...tried });

/** What some of the alternatives make together. */
export const togetherOf = (keys: readonly string[]) => reporter.together(bert.runs[0]!, shown.settings, keys);
