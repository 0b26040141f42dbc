// LightningCLI: the classes that it is given are made at their defaults, with what the program sets for its parser, and trained.
import { callValue } from '../../evaluate/calls/calls';
import { makeInstance, type Machine } from '../../evaluate/machine';
import { targetOf } from '../../evaluate/state/targets';
import type { CallEvent } from '../../evaluate/state/events';
import { emptyArguments, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { CallHandler } from '../framework';
import type { Reading } from '../reading';
import { mark } from '../torch/marks';
import { hook } from './modules';

/** The parser that `add_arguments_to_parser` is given. */
export const commandLineParser = 'jsonargparse.LightningArgumentParser';

/** `parser.set_defaults({"trainer.max_epochs": 15})`. */
export const parserDefaults: CallHandler = (event, _reading, machine) => {
  const { receiver, call } = event.instance;
  if (receiver?.kind !== 'instance') return;
  const [given] = call.positional;
  for (const [name, value] of given?.kind === 'mapping' ? given.entries : call.keywords) mark(machine, receiver, `#default ${name}`, value);
};

/** `parser.link_arguments("data.batch_size", "model.batch_size")`: the second is what the first is. */
export const linkedArguments: CallHandler = (event, _reading, machine) => {
  const { receiver, call } = event.instance;
  const [source, target] = [call.positional[0], call.positional[1]];
  const name = knownString(target);
  if (receiver?.kind === 'instance' && source && name !== undefined && knownString(source) !== undefined) mark(machine, receiver, `#link ${name}`, source);
};

/** Model, data and trainer as the command line makes them when it is given nothing else. */
export interface CommandLineObjects {
  readonly model?: Value;
  readonly data?: Value;
  readonly trainer: Instance;
}

export function objectsOf(event: CallEvent, reading: Reading, machine: Machine): CommandLineObjects {
  const parser = makeInstance(machine, commandLineParser, emptyArguments, event.place);
  hook(machine, event, event.instance, 'add_arguments_to_parser', [parser]);
  const settings = (section: string, known: ReadonlyMap<string, Value> = new Map()): Map<string, Value> => {
    const found = new Map(known);
    for (const [key, value] of parser.attributes) {
      const name = new RegExp(`^#(?:default|link) ${section}\\.(\\w+)$`).exec(key)?.[1];
      if (name !== undefined && key.startsWith('#default')) found.set(name, value);
    }
    return found;
  };
  const make = (maker: Value | undefined, given: Map<string, Value>): Value | undefined =>
    maker?.kind === 'reference' ? callValue(machine, event.frame, maker, { ...emptyArguments, keywords: given }, event.place) : undefined;
  const modelClass = classNamed(event, reading, 'model_class', 0);
  const dataClass = classNamed(event, reading, 'datamodule_class', 1);
  const data = make(dataClass, settings('data'));
  const modelSettings = settings('model');
  for (const [name, value] of links(parser, 'model')) {
    const linked = /^data\.(\w+)$/.exec(value)?.[1];
    const source = linked === undefined ? undefined : (settings('data').get(linked) ?? defaultOf(dataClass, linked));
    if (source) modelSettings.set(name, source);
  }
  const defaults = reading.argument(event, 'trainer_defaults');
  const trainer = settings('trainer', defaults?.kind === 'mapping' ? defaults.entries : undefined);
  // Without a model class everything comes from the config that the command line names, the trainer's settings too.
  const complete = modelClass !== undefined && (defaults === undefined || (defaults.kind === 'mapping' && defaults.complete));
  return {
    model: make(modelClass, modelSettings),
    data,
    trainer: makeInstance(machine, 'lightning.Trainer', { ...emptyArguments, keywords: trainer, complete }, event.place),
  };
}

/** The class given to the command line, or to the base's constructor by a subclass of it. */
function classNamed(event: CallEvent, reading: Reading, name: string, position: number): Value | undefined {
  const { instance } = event;
  const given = reading.argument(event, name, position) ?? instance.given?.keywords.get(name) ?? instance.given?.positional[position];
  return optionsOf(given).length === 1 && given?.kind === 'reference' ? given : undefined;
}

const links = (parser: Instance, section: string): readonly (readonly [string, string])[] =>
  [...parser.attributes].flatMap(([key, value]) => {
    const name = new RegExp(`^#link ${section}\\.(\\w+)$`).exec(key)?.[1];
    const source = knownString(value);
    return name === undefined || source === undefined ? [] : [[name, source] as const];
  });

/** The default of a constructor's parameter. */
function defaultOf(maker: Value | undefined, parameter: string): Value | undefined {
  const target = targetOf(maker);
  const constructor = target?.type === 'class' ? targetOf(target.namespace.get('__init__')) : undefined;
  return constructor?.type === 'function' ? constructor.defaults.get(parameter) : undefined;
}
