// Arguments that Lightning's Trainer and Fabric share: precision, devices, strategy.
import { isNone, knownBoolean, knownNumber, knownString, type Value } from '../../evaluate/values';
import { precisionName } from '../configs/names';
import { derived, factOf, libraryDefault, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';

/** An argument by name; undefined when the program leaves it to the library. */
export type Setting = (name: string) => Value | undefined;

const present = (value: Value | undefined): value is Value => value !== undefined && !isNone(value);

/** `16-mixed`, `bf16-true`, 16, a plugin; fp32 when nothing is said, TF32 where the program allows it. */
export function describePrecision(draft: Draft, setting: Setting, reading: Reading): void {
  const value = setting('precision');
  const plugins = setting('plugins');
  if (!present(value)) {
    if (present(plugins) && !(plugins.kind === 'sequence' && plugins.items.length === 0)) draft.doubt('precision', plugins);
    else if (reading.settings.has('allow-tf32')) draft.set('precision', derived('tf32', reading.settings.get('allow-tf32')?.span));
    else draft.set('precision', libraryDefault('fp32', 'lightning 2.6 Trainer.precision'));
    return;
  }
  const fact = factOf(value, (raw) => (typeof raw === 'string' || typeof raw === 'number' ? precisionName(raw) : undefined));
  if (!fact) draft.doubt('precision', value);
  else draft.set('precision', fact.value === 'fp32' && reading.settings.has('allow-tf32') ? { ...fact, value: 'tf32' } : fact);
}

/** How many devices a value of `devices` or `gpus` names: 4, [0, 1], "0,1"; undefined for "auto", -1 and what is not known. */
function deviceCount(value: Value | undefined): { count: number; value: Value } | undefined {
  if (!value) return undefined;
  if (value.kind === 'sequence') return value.complete && value.items.length > 0 ? { count: value.items.length, value } : undefined;
  const number = knownNumber(value);
  if (number !== undefined) return number > 0 && value.kind === 'known' && typeof value.value === 'number' ? { count: number, value } : undefined;
  const text = knownString(value);
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return { count: Number(text), value };
  return /^\d+(\s*,\s*\d+)+$/.test(text) ? { count: text.split(',').length, value } : undefined;
}

export function describeDevices(draft: Draft, setting: Setting): void {
  const accelerator = knownString(setting('accelerator'));
  if (accelerator === 'cpu' || accelerator === 'mps') return;
  const cores = setting('tpu_cores');
  if (accelerator === 'tpu' || (present(cores) && cores.kind !== 'unknown')) draft.set('gpu', derived('tpu', (setting('accelerator') ?? cores)?.span));
  const given = [setting('devices'), setting('gpus'), cores].find(present);
  const devices = deviceCount(given);
  const nodes = setting('num_nodes');
  const nodeCount = nodes === undefined || isNone(nodes) ? 1 : knownNumber(nodes);
  if (!devices || nodeCount === undefined || devices.count === 0) {
    if (given?.kind === 'unknown') draft.doubt('gpuCount', given);
    return;
  }
  if (nodeCount === 1)
    draft.set(
      'gpuCount',
      factOf(
        { kind: 'known', value: devices.count, origin: devices.value.kind === 'known' ? devices.value.origin : 'literal', span: devices.value.span },
        (raw) => raw as number,
      ),
    );
  else
    draft.set('gpuCount', {
      ...derived(devices.count * nodeCount, devices.value.span),
      inputs: [
        { label: 'devices', value: devices.count },
        { label: 'nodes', value: nodeCount },
      ],
    });
}

/** Sharding and offloading as the strategy's name or object says. */
export function describeStrategy(draft: Draft, value: Value | undefined): void {
  const text = knownString(value);
  if (text !== undefined) {
    const stage = /deepspeed_stage_([123])/.exec(text)?.[1];
    if (stage) draft.set('sharding', derived(`zero${stage}` as 'zero1', value?.span));
    else if (/^fsdp/.test(text)) draft.set('sharding', derived('zero3', value?.span));
    else if (text === 'deepspeed') draft.set('sharding', derived('zero2', value?.span));
    if (/offload/.test(text)) draft.set('offload', derived('optimizer', value?.span));
    return;
  }
  if (value?.kind !== 'instance') return;
  const { keywords } = value.call;
  const name = shortName(value.callee);
  if (name === 'FSDPStrategy') {
    const mode = knownString(keywords.get('sharding_strategy'));
    draft.set('sharding', derived(mode === 'SHARD_GRAD_OP' ? 'zero2' : mode === 'NO_SHARD' ? 'none' : 'zero3', value.span));
    if (present(keywords.get('activation_checkpointing')) || present(keywords.get('activation_checkpointing_policy')))
      draft.set('gradientCheckpointing', derived(true, keywords.get('activation_checkpointing')?.span ?? value.span));
    if (knownBoolean(keywords.get('cpu_offload'))) draft.set('offload', derived('parameters', value.span));
  } else if (name === 'DeepSpeedStrategy') {
    const stage = knownNumber(keywords.get('stage')) ?? (keywords.has('stage') || keywords.has('config') ? undefined : 2);
    if (stage !== undefined && stage >= 1 && stage <= 3) draft.set('sharding', derived(`zero${stage}` as 'zero1', value.span));
    if (knownBoolean(keywords.get('offload_parameters'))) draft.set('offload', derived('parameters', value.span));
    else if (knownBoolean(keywords.get('offload_optimizer'))) draft.set('offload', derived('optimizer', value.span));
  }
}
