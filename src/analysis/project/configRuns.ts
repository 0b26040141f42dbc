// A configuration that a named trainer reads, as a run.
import type { FactName, Facts, Run, UnknownFact } from '../../model/run';
import type { Span } from '../../model/source';
import { replacementSites, type ConfigFormat } from '../frameworks/configs/configFormat';
import { configFormats } from '../frameworks/configs/formats';
import type { Settings } from '../frameworks/configs/settings';
import type { ConfigDocument } from '../languages/configDocument';
import { readCfg } from '../languages/cfg/readCfg';
import { readJson } from '../languages/json/readJson';
import { readToml } from '../languages/toml/readToml';
import { readYaml } from '../languages/yaml/readYaml';

/** Characters of a configuration that is read; a longer file is data. */
const maximumConfigLength = 500_000;

/** Reads a configuration by its extension, or by `language` where a document has no telling name; none for a name that is no configuration's. Never throws. */
export function readConfig(path: string, text: string, language: string = path.slice(path.lastIndexOf('.') + 1).toLowerCase()): readonly ConfigDocument[] {
  if (text.length > maximumConfigLength) return [];
  if (language === 'json' || language === 'jsonc') return [readJson(path, text)];
  if (language === 'toml') return [readToml(path, text)];
  if (language === 'cfg') return [readCfg(path, text)];
  return language === 'yaml' || language === 'yml' ? readYaml(path, text) : [];
}

/** The format whose keys these settings are. */
export const formatOf = (settings: Settings): ConfigFormat | undefined => configFormats.find((format) => format.recognise(settings));

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

/** The facts' `globalBatchSize`, computed where every factor is known. */
export function withGlobalBatch(facts: Facts): Facts {
  const { perDeviceBatchSize: micro, gradientAccumulation: accumulation, gpuCount: devices } = facts;
  if (facts.globalBatchSize || !micro || !accumulation || !devices || facts.tensorParallel || facts.pipelineParallel) return facts;
  const inputs = [
    { label: 'batch a device', fact: micro },
    { label: 'accumulation', fact: accumulation },
    { label: 'devices', fact: devices },
  ].map(({ label, fact }) => ({ label, value: fact.value, ...(fact.span && { span: fact.span }) }));
  return { ...facts, globalBatchSize: { value: micro.value * accumulation.value * devices.value, origin: 'derived', inputs } };
}

export function makeRun(framework: string, anchor: Span, facts: Facts, repeats = 1, task?: string): Run {
  const place = anchor.cell === undefined ? `${anchor.line}` : `${anchor.cell}:${anchor.line}`;
  const complete = withGlobalBatch(facts);
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
