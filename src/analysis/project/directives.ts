// `# footprint: key=value ...` comments: what the user states beats everything else that was read.
import type { Fact, FactName, Facts, Run } from '../../model/run';
import { lineColumn } from '../languages/python/positions';
import type { SourceUnit } from '../languages/python/syntax';

type Reader = (text: string) => string | number | undefined;
const number: Reader = (text) => {
  const value = Number(text.replace(/[_,]/g, ''));
  return text !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};
const word: Reader = (text) => (text === '' ? undefined : text);

const keys: Readonly<Record<string, { readonly fact: FactName; readonly read: Reader }>> = {
  'dataset-samples': { fact: 'datasetSamples', read: number },
  gpu: { fact: 'gpu', read: word },
  gpus: { fact: 'gpuCount', read: number },
  region: { fact: 'region', read: word },
  epochs: { fact: 'epochs', read: number },
  'batch-size': { fact: 'perDeviceBatchSize', read: number },
  model: { fact: 'model', read: word },
  'sequence-length': { fact: 'sequenceLength', read: number },
  precision: { fact: 'precision', read: (text) => (/^(fp32|tf32|fp16|bf16|fp8)$/.test(text.toLowerCase()) ? text.toLowerCase() : undefined) },
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
      const key = keys[pair[1]!.toLowerCase()];
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
  if (stated.some(([name]) => name === 'epochs')) delete facts['maxSteps'];
  const names = new Set(stated.map(([name]) => name));
  return { ...run, facts: facts as Facts, unknowns: run.unknowns.filter((open) => !names.has(open.fact)) };
}
