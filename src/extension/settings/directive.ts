// The comment that carries a run's inputs beside its code: `# footprint: dataset-samples=120000 gpu=H100 epochs=3`.
import type { Settings } from '../../model/settings';

/** Keys of the directive that the engine reads, by setting. */
export const directiveKeys: Readonly<Partial<Record<keyof Settings, string>>> = {
  datasetSamples: 'dataset-samples',
  epochs: 'epochs',
  gpu: 'gpu',
  gpuCount: 'gpus',
  region: 'region',
  precision: 'precision',
  method: 'method',
  perDeviceBatchSize: 'batch-size',
};

const directive = /^(\s*(?:#|\/\/)\s*footprint:)\s*(.*)$/;

/** @returns "dataset-samples=25000 epochs=3": the settings that the directive knows. */
export function directiveValues(settings: Settings): string {
  return Object.entries(settings)
    .flatMap(([name, value]) => {
      const key = directiveKeys[name as keyof Settings];
      return key === undefined || value === undefined ? [] : [`${key}=${String(value).includes(' ') ? JSON.stringify(value) : String(value)}`];
    })
    .join(' ');
}

/** @returns the comment with these values put in or replaced and everything else kept; undefined when the line is no directive. */
export function mergedDirective(line: string, settings: Settings): string | undefined {
  const match = directive.exec(line);
  if (!match) return undefined;
  const [, head = '', rest = ''] = match;
  const pairs = new Map((rest.match(/[\w-]+=(?:"[^"]*"|\S+)/g) ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  for (const pair of directiveValues(settings).match(/[\w-]+=(?:"[^"]*"|\S+)/g) ?? []) pairs.set(pair.slice(0, pair.indexOf('=')), pair);
  return `${head} ${[...pairs.values()].join(' ')}`;
}
