// Ludwig: `LudwigModel(config).train(dataset=...)`, the configuration a dictionary, a YAML text or a file.
import { joined } from '../../evaluate/modules/moduleFiles';
import type { Machine } from '../../evaluate/machine';
import { knownString, type Mapping, type Value } from '../../evaluate/values';
import { readYaml } from '../../languages/yaml/readYaml';
import { compactFacts } from '../configs/configFormat';
import { ludwig as format } from '../configs/general/ludwig';
import { plainSettings } from '../configs/openMmlab/plainSettings';
import { Settings } from '../configs/settings';
import { defineFramework, type StartHandler } from '../framework';
import { draftAt } from '../transformers/trainerRun';
import { folderOf } from '../../../model/paths';

/** The settings, whichever way they are given. */
function settingsOf(config: Value | undefined, machine: Machine): Mapping | undefined {
  if (config?.kind === 'mapping') return plainSettings(config, true);
  const path = knownString(config);
  if (path === undefined || !/\.ya?ml$/.test(path)) return undefined;
  const file = joined(folderOf(machine.path), path);
  const text = machine.sources.read(file);
  const root = text === undefined ? undefined : readYaml(file, text)[0]?.root;
  return root?.kind === 'mapping' ? plainSettings(root, false) : undefined;
}

const train: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  if (model?.kind !== 'instance' || model.role) return undefined;
  const draft = draftAt('ludwig', event, machine, model);
  const config = reading.argument(model, 'config', 0);
  const root = settingsOf(config, machine);
  if (root) Object.assign(draft.facts, compactFacts(format.facts(new Settings(root))));
  else for (const fact of ['perDeviceBatchSize', 'epochs', 'learningRate'] as const) draft.doubt(fact, config);
  return draft;
};

export const ludwig = defineFramework({
  name: 'ludwig',
  starts: { 'ludwig.LudwigModel.train': train, 'ludwig.LudwigModel.experiment': train },
});
