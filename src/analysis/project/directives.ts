// `# footprint: key=value ...` comments: what the user states beats everything else that was read.
import type { Fact, FactName, Facts, Run } from '../../model/run';
import { lineColumn } from '../languages/python/positions';
import type { SourceUnit } from '../languages/python/syntax/statements';

type Reader = (text: string) => string | number | boolean | undefined;
const number: Reader = (text) => {
  const value = Number(text.replace(/[_,]/g, ''));
  return text !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};
const word: Reader = (text) => (text === '' ? undefined : text);

const flag: Reader = (text) => (/^(true|yes|on)$/i.test(text) ? true : /^(false|no|off)$/i.test(text) ? false : undefined);
const oneOf =
  (...words: readonly string[]): Reader =>
  (text) =>
    words.find((one) => one === text.toLowerCase());

/** What may be stated, by the names that people would write. */
const keys: Readonly<Record<string, { readonly fact: FactName; readonly read: Reader }>> = {
  model: { fact: 'model', read: word },
  parameters: { fact: 'parameters', read: number },
  method: { fact: 'method', read: oneOf('pretrain', 'full', 'lora', 'qlora', 'frozen') },
  'lora-rank': { fact: 'loraRank', read: number },
  dataset: { fact: 'dataset', read: word },
  'dataset-samples': { fact: 'datasetSamples', read: number },
  'batch-size': { fact: 'perDeviceBatchSize', read: number },
  'global-batch-size': { fact: 'globalBatchSize', read: number },
  'gradient-accumulation': { fact: 'gradientAccumulation', read: number },
  'gradient-checkpointing': { fact: 'gradientCheckpointing', read: flag },
  epochs: { fact: 'epochs', read: number },
  'max-steps': { fact: 'maxSteps', read: number },
  'sequence-length': { fact: 'sequenceLength', read: number },
  'image-size': { fact: 'imageSize', read: number },
  'learning-rate': { fact: 'learningRate', read: number },
  optimizer: { fact: 'optimizer', read: (text) => word(text.toLowerCase()) },
  precision: { fact: 'precision', read: oneOf('fp32', 'tf32', 'fp16', 'bf16', 'fp8') },
  gpu: { fact: 'gpu', read: word },
  gpus: { fact: 'gpuCount', read: number },
  region: { fact: 'region', read: word },
};

interface Directive {
  readonly unit: SourceUnit;
  readonly line: number;
  readonly facts: readonly (readonly [FactName, Fact])[];
}

function directivesIn(unit: SourceUnit): Directive[] {
  if (!unit.text.includes('footprint:')) return [];
  return [...unit.text.matchAll(/#[ \t]*footprint:([^\r\n]*)/g)].map((match) => {
    const facts = [...match[1]!.matchAll(/([\w-]+)\s*=\s*("[^"]*"|'[^']*'|\S+)/g)].flatMap((pair): (readonly [FactName, Fact])[] => {
      const key = keys[pair[1]!.toLowerCase().replaceAll('_', '-')];
      const text = pair[2]!.replace(/^["']|["']$/g, '');
      const value = key?.read(text);
      if (!key || value === undefined) return [];
      const from = match.index + match[0].length - match[1]!.length + pair.index + pair[0].length - pair[2]!.length;
      const start = lineColumn(unit.lineStarts, from);
      const span = {
        path: unit.path,
        line: start.line,
        column: start.column,
        endLine: start.line,
        endColumn: start.column + pair[2]!.length,
        ...(unit.cell !== undefined && { cell: unit.cell }),
      };
      return [[key.fact, { value, origin: 'user', span, text: pair[2]! }]];
    });
    return { unit, line: lineColumn(unit.lineStarts, match.index).line, facts };
  });
}

/** Each directive goes to the run whose anchor is next below it, else to the one nearest above. */
export function applyDirectives(runs: Run[], units: readonly SourceUnit[]): Run[] {
  const result = [...runs];
  for (const { unit, line, facts } of units.flatMap(directivesIn)) {
    const inUnit = result.map((run, index) => ({ run, index })).filter(({ run }) => run.anchor.cell === unit.cell);
    const below = inUnit.filter(({ run }) => run.anchor.line >= line).sort((a, b) => a.run.anchor.line - b.run.anchor.line)[0];
    const above = inUnit.sort((a, b) => b.run.anchor.line - a.run.anchor.line)[0];
    const target = below ?? above ?? (result.length > 0 ? { run: result[0]!, index: 0 } : undefined);
    if (target) result[target.index] = withFacts(result[target.index]!, facts);
  }
  return result;
}

function withFacts(run: Run, stated: Directive['facts']): Run {
  const facts: Record<string, Fact> = { ...(run.facts as Record<string, Fact>) };
  for (const [name, fact] of stated) {
    const before = facts[name];
    facts[name] = before ? { ...fact, overridden: [before, ...(before.overridden ?? [])] } : fact;
  }
  // A run is bound by epochs or by steps: stating the one takes the other's place.
  for (const [one, other] of [
    ['epochs', 'maxSteps'],
    ['maxSteps', 'epochs'],
  ] as const)
    if (stated.some(([name]) => name === one) && !stated.some(([name]) => name === other)) delete facts[other];
  const names = new Set(stated.map(([name]) => name));
  return { ...run, facts: facts as Facts, unknowns: run.unknowns.filter((open) => !names.has(open.fact)) };
}
