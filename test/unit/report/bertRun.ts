// The run that the tests of report and alternatives share: BERT on padded texts, as the analysis reports it.
import type { FileAnalysis, Run } from '../../../src/model/run';
import type { Span } from '../../../src/model/source';

export const PATH = '/project/bert_sentiment.py';

/** A place on one line of the file. */
export const at = (line: number, column: number, endColumn: number): Span => ({ path: PATH, line, column, endLine: line, endColumn });

export const bertRun: Run = {
  id: `${PATH}#65`,
  framework: 'pytorch',
  task: 'text-classification',
  anchor: at(65, 4, 32),
  facts: {
    model: { value: 'bert-base-uncased', origin: 'literal', span: at(14, 13, 32), text: '"bert-base-uncased"' },
    parameters: { value: 109_482_240, origin: 'knowledge', source: 'language: bert-base-uncased (config.json)' },
    method: { value: 'full', origin: 'derived' },
    perDeviceBatchSize: { value: 16, origin: 'literal', span: at(57, 57, 59), text: '16' },
    epochs: { value: 3, origin: 'argument-default', span: at(48, 60, 61), text: '3' },
    sequenceLength: { value: 512, origin: 'derived', span: at(29, 12, 32) },
    padding: { value: 'max_length', origin: 'literal', span: at(29, 12, 32) },
    learningRate: { value: 2e-5, origin: 'literal', span: at(60, 43, 47), text: '2e-5' },
    optimizer: { value: 'adamw', origin: 'literal', span: at(60, 16, 21) },
    precision: { value: 'fp32', origin: 'library-default', source: 'torch 2.6 torch.get_default_dtype' },
  },
  unknowns: [{ fact: 'datasetSamples', reason: 'required-argument', detail: 'train_texts' }],
  sites: [
    { changes: 'padding', span: at(29, 12, 32), template: 'padding={value}', values: ['longest'], alongside: [] },
    { changes: 'model', span: at(14, 13, 32), template: '"{value}"' },
    { changes: 'mixedPrecision', span: at(75, 12, 12), template: 'with torch.autocast("cuda"):\n                ', values: ['bf16', 'fp16'] },
  ],
};

export const bertFile: FileAnalysis = { path: PATH, language: 'python', diagnostics: [], runs: [bertRun] };
