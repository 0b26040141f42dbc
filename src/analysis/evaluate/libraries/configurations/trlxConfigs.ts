// trlX's configurations, kept as mappings: the sections, the defaults of its methods, and the ways to change them.
import type { Machine } from '../../machine';
import { known, mapping, type Known, type Mapping, type Value } from '../../values';
import { copyMapping } from '../containers';
import { argumentOf, type Native } from '../natives';
import { loadPath } from './configFiles';
import { mergeInto, setPath } from './merging';

/** A section made by its class holds what it was given. */
const section: Native = (_machine, { call, place }) => mapping(new Map(call.keywords), place, call.complete);

interface MethodDefaults {
  readonly model_path: string;
  readonly num_layers_unfrozen: number;
  readonly seq_length: number;
  readonly epochs: number;
  readonly total_steps: number;
  readonly batch_size: number;
  readonly lr: number;
  readonly method: Readonly<Record<string, Known['value']>>;
}

/** trlx 0.7 data/default_configs.py */
const defaults: Readonly<Record<string, MethodDefaults>> = {
  default_ppo_config: {
    model_path: 'lvwerra/gpt2-imdb',
    num_layers_unfrozen: 2,
    seq_length: 1024,
    epochs: 100,
    total_steps: 10_000,
    batch_size: 32,
    lr: 3e-5,
    method: { name: 'PPOConfig', num_rollouts: 128, ppo_epochs: 4 },
  },
  default_ilql_config: {
    model_path: 'gpt2',
    num_layers_unfrozen: -1,
    seq_length: 64,
    epochs: 100,
    total_steps: 1000,
    batch_size: 128,
    lr: 5e-5,
    method: { name: 'ilqlconfig' },
  },
  default_sft_config: {
    model_path: 'gpt2',
    num_layers_unfrozen: -1,
    seq_length: 1024,
    epochs: 100,
    total_steps: 1000,
    batch_size: 8,
    lr: 1e-4,
    method: { name: 'sftconfig' },
  },
};

/** What a method of trlX starts with; undefined for an unknown one. */
export function trlxDefaults(name: string): Mapping | undefined {
  const values = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
  if (!values) return undefined;
  const of = (entries: Readonly<Record<string, Known['value'] | Value>>, complete = true): Mapping =>
    mapping(
      new Map(
        Object.entries(entries).map(([key, value]): [string, Value] => [
          key,
          typeof value === 'object' && value !== null && 'kind' in value
            ? value
            : { ...known(value, undefined, 'library-default'), source: `trlx 0.7 ${name} ${key}` },
        ]),
      ),
      undefined,
      complete,
    );
  const { model_path, num_layers_unfrozen, lr, method, ...train } = values;
  return of({
    train: of(train),
    model: of({ model_path, num_layers_unfrozen }),
    tokenizer: of({ tokenizer_path: 'gpt2' }, false),
    optimizer: of({ name: 'adamw', kwargs: of({ lr }, false) }),
    scheduler: of({ kwargs: of({}, false) }, false),
    method: of(method, false),
  });
}

/** Values under dotted names, or whole sections, laid over a copy. */
function changed(machine: Machine, base: Value | undefined, changes: Value | undefined): Value | undefined {
  if (base?.kind !== 'mapping') return undefined;
  const copy = copyMapping(base);
  if (changes?.kind === 'mapping') for (const [key, value] of changes.entries) setPath(machine, copy, key, value);
  return changes === undefined || changes.kind === 'mapping' ? copy : { ...copy, complete: false };
}

/** `TRLConfig.update(config.to_dict(), {"train.batch_size": 16})`. */
const update: Native = (machine, { call }) => changed(machine, argumentOf(call, 'baseconfig', 0), argumentOf(call, 'config', 1));

/** `config.evolve(train=dict(batch_size=16))`. */
export function evolve(machine: Machine, config: Mapping, changes: ReadonlyMap<string, Value>): Mapping {
  const copy = copyMapping(config);
  mergeInto(machine, copy, mapping(new Map(changes)));
  return copy;
}

const load: Native = (machine, context) => loadPath(machine, context, argumentOf(context.call, 'yml_fp', 0));
const same: Native = (_machine, { call }) => argumentOf(call, 'config', 0);

const sections = ['TRLConfig', 'ModelConfig', 'OptimizerConfig', 'SchedulerConfig', 'TokenizerConfig', 'TrainConfig'];
const methods = ['trlx.models.modeling_ppo.PPOConfig', 'trlx.models.modeling_ilql.ILQLConfig', 'trlx.trainer.accelerate_sft_trainer.SFTConfig'];

export const trlxNatives: readonly (readonly [string, Native])[] = [
  ...['trlx.data.configs', 'trlx.data.default_configs'].flatMap((module) => [
    ...sections.map((name) => [`${module}.${name}`, section] as const),
    [`${module}.TRLConfig.update`, update] as const,
    [`${module}.TRLConfig.load_yaml`, load] as const,
    [`${module}.TRLConfig.from_dict`, same] as const,
  ]),
  ...[...methods, 'trlx.data.default_configs.PPOConfig', 'trlx.data.default_configs.ILQLConfig', 'trlx.data.default_configs.SFTConfig'].map(
    (name) => [name, section] as const,
  ),
  ...Object.keys(defaults).map((name) => [`trlx.data.default_configs.${name}`, (() => trlxDefaults(name)) as Native] as const),
];
