// sacred: variables of `@ex.config` functions, files and dictionaries fill the parameters of captured functions.
import { callFunction } from '../../calls/functions';
import { runBlock } from '../../statements/statements';
import { placeOf, type Machine } from '../../machine';
import type { Frame, FunctionTarget } from '../../state/targets';
import { emptyArguments, known, mapping, type Instance, type Mapping, type Value } from '../../values';
import { knownString } from '../../values';
import { loadPath } from '../configurations/configFiles';
import { mergeInto, setPath } from '../configurations/merging';
import { argumentOf, type Native } from '../natives';

const classes = /(^|\.)sacred\.(\w+\.)*(Experiment|Ingredient)\.(\w+)$/;

/** The part of a decorator that is sacred's: `config`, `capture`, `main`, with the experiment. */
function roleOf(decorator: Value): { readonly role: string; readonly experiment: Instance } | undefined {
  if (decorator.kind !== 'instance' || decorator.receiver?.kind !== 'instance') return undefined;
  const role = classes.exec(decorator.callee)?.[4];
  return role === undefined ? undefined : { role, experiment: decorator.receiver };
}

const added = new WeakMap<Instance, Value[]>();
const computed = new WeakMap<Instance, Mapping>();

/** The experiment's configuration: its ingredients', its files' and dictionaries', its functions' variables in order. */
function configOf(machine: Machine, experiment: Instance): Mapping {
  const before = computed.get(experiment);
  if (before) return before;
  const config = mapping(new Map());
  computed.set(experiment, config);
  const ingredients = experiment.call.keywords.get('ingredients');
  for (const ingredient of ingredients?.kind === 'sequence' ? ingredients.items : []) {
    const path = ingredient.kind === 'instance' ? knownString(argumentOf(ingredient.call, 'path', 0)) : undefined;
    if (ingredient.kind === 'instance' && path !== undefined) setPath(machine, config, path, configOf(machine, ingredient));
  }
  for (const part of added.get(experiment) ?? []) if (part.kind === 'mapping') mergeInto(machine, config, part);
  for (const target of machine.functions)
    if (target.decorators.some((decorator) => isRole(decorator, 'config', experiment))) mergeInto(machine, config, variablesOf(machine, target, config));
  for (const [name, value] of machine.launcher) if (name.includes('.') || config.entries.has(name)) setPath(machine, config, name, value);
  return config;
}

const isRole = (decorator: Value, role: string, experiment: Instance): boolean => {
  const found = roleOf(decorator);
  return found?.role === role && found.experiment === experiment;
};

/** What a configuration function leaves in its variables; its parameters are what is configured already. */
function variablesOf(machine: Machine, target: FunctionTarget, config: Mapping): Mapping {
  if (target.node.kind !== 'function') return mapping(new Map());
  target.called = true;
  const variables = new Map<string, Value>(
    target.node.parameters.flatMap(({ name }) => (config.entries.has(name) ? [[name, config.entries.get(name)!] as const] : [])),
  );
  const scope: Frame['scope'] = { variables, parent: target.closure, module: target.closure.module, outer: new Map(), kind: 'function' };
  runBlock(machine, { scope, unit: target.unit, function: target, returned: [] }, target.node.body);
  return mapping(new Map([...variables].filter(([name]) => !name.startsWith('_'))));
}

/** Parameters of captured functions and of the main one, by name. */
export function sacredArguments(machine: Machine, target: FunctionTarget, values: Map<string, Value>): void {
  const found = target.decorators.map(roleOf).find((one) => one && /^(capture|main|automain|command)$/.test(one.role));
  if (!found) return;
  const config = configOf(machine, found.experiment);
  for (const { name, star } of target.node.parameters) {
    if (star) continue;
    if (name === '_config') values.set(name, config);
    const value = config.entries.get(name);
    if (value) values.set(name, value);
  }
}

/** `@ex.automain` runs the function where it stands. */
export function runAutomain(machine: Machine, target: FunctionTarget): void {
  if (target.decorators.some((decorator) => roleOf(decorator)?.role === 'automain'))
    callFunction(machine, target, emptyArguments, placeOf(target.unit, target.node));
}

/** `ex.add_config("config.yaml")`, `ex.add_config({...})`, `ex.add_config(epochs=3)`. */
const addConfig: Native = (machine, context) => {
  const { receiver, call } = context;
  if (receiver?.kind !== 'instance') return undefined;
  const given = argumentOf(call, 'cfg_or_file', 0);
  const config = given?.kind === 'mapping' ? given : given ? loadPath(machine, context, given) : mapping(call.keywords);
  added.set(receiver, [...(added.get(receiver) ?? []), config]);
  return known(null);
};

/** `ex.run()`, `ex.run_commandline()` call the main function. */
const run: Native = (machine, { receiver, place, call }) => {
  if (receiver?.kind !== 'instance') return undefined;
  const updates = call.keywords.get('config_updates');
  if (updates?.kind === 'mapping') mergeInto(machine, configOf(machine, receiver), updates);
  const main = machine.functions.find((target) => target.decorators.some((decorator) => isRole(decorator, 'main', receiver)));
  return main && callFunction(machine, main, emptyArguments, place);
};

const names = ['sacred.Experiment', 'sacred.experiment.Experiment', 'sacred.Ingredient'];

export const sacredNatives: readonly (readonly [string, Native])[] = names.flatMap((name) => [
  [`${name}.add_config`, addConfig] as const,
  [`${name}.run`, run] as const,
  [`${name}.run_commandline`, run] as const,
]);
