// Libraries that fill a function's parameters behind its back: fastargs, sacred, gin.
import type { FunctionTarget } from '../../state/targets';
import type { Machine } from '../../machine';
import type { Value } from '../../values';
import { fastArguments } from './fastargs';
import { ginArguments } from './gin';
import { sacredArguments } from './sacred';

/** Adds what the function's decorators, or those of its class, say of its parameters. */
export function injectedArguments(machine: Machine, target: FunctionTarget, values: Map<string, Value>): void {
  fastArguments(machine, target, values);
  sacredArguments(machine, target, values);
  ginArguments(machine, target, values);
}
