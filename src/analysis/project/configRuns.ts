// A configuration that a named trainer reads, as a run.
import type { Fact, FactName, Facts, Run, UnknownFact } from '../../model/run';
import type { Span } from '../../model/source';
import { replacementSites, type ConfigFormat } from '../frameworks/configs/configFormat';
import { configFormats, looseFormats } from '../frameworks/configs/formats';
import type { Settings } from '../frameworks/configs/settings';
import { givenUp, type ConfigDocument } from '../languages/configDocument';
import { readCfg } from '../languages/cfg/readCfg';
import { readJson } from '../languages/json/readJson';
import { readToml } from '../languages/toml/readToml';
import { readYaml } from '../languages/yaml/readYaml';

/** Characters of a configuration that is read; a longer file is data. What each parser reads in about half a second. */
const maximumLengths: Readonly<Record<string, number>> = { json: 500_000, jsonc: 500_000, toml: 100_000 };
const maximumLength = 150_000;

/** Reads a configuration by its extension, or by `language` where a document has no telling name; none for a name that is no configuration's. Never throws. */
export function readConfig(path: string, text: string, language: string = path.slice(path.lastIndexOf('.') + 1).toLowerCase()): readonly ConfigDocument[] {
  if (text.length > (maximumLengths[language] ?? maximumLength))
    return [givenUp(path, `Not read: ${text.length} characters are more than a configuration has.`)];
  if (language === 'json' || language === 'jsonc') return [readJson(path, text)];
  if (language === 'toml') return [readToml(path, text)];
  if (language === 'cfg') return [readCfg(path, text)];
  return language === 'yaml' || language === 'yml' ? readYaml(path, text) : [];
}

/** The format whose keys these settings are. */
export const formatOf = (settings: Settings): ConfigFormat | undefined => configFormats.find((format) => format.recognise(settings));

/** The same among those that are asked last. */
export const looseFormatOf = (settings: Settings): ConfigFormat | undefined => looseFormats.find((format) => format.recognise(settings));

export const frameworkOf = (format: ConfigFormat, settings: Settings): string =>
  typeof format.framework === 'string' ? format.framework : format.framework(settings);

/** Facts without which an estimate asks the user, that a file could have stated. */
const decisive: readonly FactName[] = ['model', 'dataset', 'perDeviceBatchSize', 'gpu'];

/** What matters and is left open. */
export function openFacts(facts: Facts): readonly UnknownFact[] {
  const open: UnknownFact[] = decisive.filter((name) => facts[name] === undefined).map((fact) => ({ fact, reason: 'not-stated' }));
  if (!facts.epochs && !facts.maxSteps) open.push({ fact: 'epochs', reason: 'not-stated' });
  return open;
}

/** Trainers that know no gradient accumulation. */
const withoutAccumulation: ReadonlySet<string> = new Set(['detectron2']);

/** The facts with the global batch computed from that of a device, or the other way round, where every other factor is known. */
export function withGlobalBatch(facts: Facts, stepsAtOnce = false): Facts {
  const { perDeviceBatchSize: micro, globalBatchSize: whole, gpuCount: devices } = facts;
  const accumulation = facts.gradientAccumulation ?? (stepsAtOnce ? { value: 1 } : undefined);
  if (!accumulation || !devices || facts.tensorParallel || facts.pipelineParallel) return facts;
  const labelled = (label: string, fact: Pick<Fact<number>, 'value' | 'span'>) => ({ label, value: fact.value, ...(fact.span && { span: fact.span }) });
  const shared = [labelled('accumulation', accumulation), labelled('devices', devices)];
  if (micro && !whole) {
    const inputs = [labelled('batch a device', micro), ...shared];
    return { ...facts, globalBatchSize: { value: micro.value * accumulation.value * devices.value, origin: 'derived', inputs } };
  }
  const share = whole && !micro ? whole.value / (accumulation.value * devices.value) : NaN;
  if (!whole || !Number.isInteger(share) || share < 1) return facts;
  return { ...facts, perDeviceBatchSize: { value: share, origin: 'derived', inputs: [labelled('global batch', whole), ...shared] } };
}

export function makeRun(framework: string, anchor: Span, facts: Facts, repeats = 1, task?: string): Run {
  const place = anchor.cell === undefined ? `${anchor.line}` : `${anchor.cell}:${anchor.line}`;
  const complete = withGlobalBatch(facts, withoutAccumulation.has(framework));
  return {
    id: `${anchor.path}#${place}`,
    framework,
    anchor,
    facts: complete,
    unknowns: openFacts(complete),
    sites: replacementSites(complete).filter((site) => site.span.path === anchor.path),
    ...(task !== undefined && { task }),
    ...(repeats > 1 && { repeats }),
  };
}
