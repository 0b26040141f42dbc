// NVIDIA Apex: `amp.initialize` gives model and optimizer back, set up for an optimization level that decides the precision.
import type { Instance, Value } from '../../evaluate/values';
import { known, knownBoolean, knownString, optionsOf, sequence } from '../../evaluate/values';
import { derived, libraryDefault } from '../draft';
import type { LoopDescriber, ResultHandler } from '../framework';
import { mark } from './marks';

/** apex 0.1: `amp.initialize(models, optimizers=None, enabled=True, opt_level="O1", ...)`. */
const defaultLevel = 'O1';

export const apexInitialize: ResultHandler = (event, reading, machine) => {
  const models = reading.argument(event, 'models', 0);
  const optimizers = reading.argument(event, 'optimizers', 1);
  const level = reading.argument(event, 'opt_level', 3) ?? known(defaultLevel, event.place, 'library-default');
  const enabled = reading.argument(event, 'enabled', 2);
  const optimizer = optimizers?.kind === 'sequence' ? optimizers.items : [optimizers];
  for (const one of optimizer)
    mark(
      machine,
      one,
      '#apex',
      knownBoolean(enabled) === false ? known('O0', enabled?.span) : enabled && knownBoolean(enabled) === undefined ? enabled : level,
    );
  if (!models) return undefined;
  return optimizers ? sequence([models, optimizers], event.place, 'tuple') : models;
};

/** O0 is float32; the other levels compute in half precision. */
const precisionOf = (level: string): 'fp32' | 'fp16' | undefined => (level === 'O0' ? 'fp32' : /^O[123]$/.test(level) ? 'fp16' : undefined);

export const apexPrecision: LoopDescriber = ({ draft, optimizer, reading }) => {
  if (draft.facts.precision || draft.engine !== 'torch') return;
  const marked = optionsOf(optimizer).filter((option): option is Instance => option.kind === 'instance' && option.attributes.has('#apex'));
  const [first] = marked;
  if (!first) return;
  const level: Value = first.attributes.get('#apex')!;
  const precision = precisionOf(knownString(level) ?? '');
  // Set up under a condition that isn't known.
  if (!precision || reading.machine?.trail.mayLack(first.attributes, '#apex')) {
    draft.doubt('precision', level);
    if (!draft.unknowns.some((open) => open.fact === 'precision')) draft.unknowns.push({ fact: 'precision', reason: 'run-time' });
  } else
    draft.set('precision', level.origin === 'library-default' ? libraryDefault(precision, 'apex amp.initialize.opt_level') : derived(precision, level.span));
};
