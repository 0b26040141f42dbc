// fastargs: `Section("lr").params(lr=Param(float, default=0.5))` declares, `@param("lr.lr")` fills the parameter `lr` of what it decorates.
import type { FunctionTarget } from '../../state/targets';
import type { Machine } from '../../machine';
import { knownString, unknown, withOrigin, type Instance, type Value } from '../../values';
import { argumentOf, type Native } from '../natives';

const settingOf = (name: string): string => `fastargs[${name}]`;

const declare: Native = (machine, { call, receiver }) => {
  const section = receiver?.kind === 'instance' ? knownString(argumentOf(receiver.call, 'ns', 0)) : undefined;
  if (section === undefined) return undefined;
  for (const [name, parameter] of call.keywords) {
    const full = `${section}.${name}`;
    machine.librarySettings.set(settingOf(full), machine.launcher.get(full) ?? defaultOf(parameter, full));
  }
  return receiver;
};

function defaultOf(parameter: Value, name: string): Value {
  const written = parameter.kind === 'instance' ? parameter.call.keywords.get('default') : undefined;
  return written ? withOrigin(written, 'argument-default', parameter.span) : unknown('required-argument', parameter.span, `--${name}`);
}

/** Values that the function's `@param` decorators give, by parameter. */
export function fastArguments(machine: Machine, target: FunctionTarget, values: Map<string, Value>): void {
  for (const decorator of target.decorators)
    if (decorator.kind === 'instance' && /(^|\.)fastargs\.(decorators\.)?param$/.test(decorator.callee)) fill(machine, decorator, values);
}

function fill(machine: Machine, decorator: Instance, values: Map<string, Value>): void {
  const name = knownString(argumentOf(decorator.call, 'parameter', 0));
  const alias = knownString(argumentOf(decorator.call, 'alias', 1));
  const value = name === undefined ? undefined : machine.librarySettings.get(settingOf(name));
  if (name !== undefined && value) values.set(alias ?? name.slice(name.lastIndexOf('.') + 1), value);
}

export const fastargsNatives: readonly (readonly [string, Native])[] = [['fastargs.Section.params', declare]];
