// argparse parsers as they are built: options with their keywords, defaults, sub-commands, parents.
import type { Place } from '../../../languages/python/positions';
import { makeInstance, type Machine } from '../../machine';
import { known, knownBoolean, knownString, type CallArguments, type Instance, type Value } from '../../values';
import { optionName } from './given';

export interface Declared {
  readonly destination: string;
  /** `--batch-size`, `-b`; none for a positional argument */
  readonly flags: readonly string[];
  readonly call: CallArguments;
  readonly place: Place;
  readonly required: boolean;
}

export interface ParserState {
  readonly declared: Declared[];
  readonly defaults: Map<string, Value>;
  readonly subparsers: { readonly names: readonly string[]; readonly parser: Instance }[];
  /** classes whose fields are options, by the name under which the result holds their object */
  readonly classes: { readonly name: string; readonly type: Value }[];
  subcommand?: string;
}

const states = new WeakMap<Instance, ParserState>();

/** What a parser holds by now; what its `parents` hold comes first. */
export function parserState(parser: Instance): ParserState {
  let state = states.get(parser);
  if (state) return state;
  states.set(parser, (state = { declared: [], defaults: new Map(), subparsers: [], classes: [] }));
  const parents = (parser.given ?? parser.call).keywords.get('parents');
  for (const parent of parents?.kind === 'sequence' ? parents.items : []) if (parent.kind === 'instance' && parent !== parser) inherit(state, parent);
  return state;
}

function inherit(state: ParserState, parent: Instance): void {
  const { declared, defaults, classes } = parserState(parent);
  state.declared.push(...declared);
  state.classes.push(...classes);
  for (const [name, value] of defaults) state.defaults.set(name, value);
}

/** `add_argument(names..., keywords...)`. */
export function declare(parser: Instance, call: CallArguments, place: Place): void {
  const names = call.positional.map(knownString).filter((name) => name !== undefined);
  const flags = names.filter((name) => name.startsWith('-'));
  const destination = knownString(call.keywords.get('dest')) ?? optionName(flags.find((name) => name.startsWith('--')) ?? names[0] ?? '');
  if (destination === '') return;
  const count = knownString(call.keywords.get('nargs'));
  const required = flags.length === 0 ? count !== '?' && count !== '*' && count !== 'A...' : knownBoolean(call.keywords.get('required')) === true;
  const { declared } = parserState(parser);
  const before = declared.findIndex((one) => one.destination === destination && one.flags.some((flag) => flags.includes(flag)));
  // The same option again (`conflict_handler="resolve"`) replaces the first.
  if (before >= 0) declared.splice(before, 1);
  declared.push({ destination, flags, call, place, required });
}

/** `add_subparsers().add_parser(name, ...)`. */
export function declareCommand(machine: Machine, commands: Instance, call: CallArguments, place: Place): Instance {
  const parser = makeInstance(machine, 'argparse.ArgumentParser', call, place);
  const aliases = call.keywords.get('aliases');
  const names = [call.positional[0] ?? call.keywords.get('name') ?? known(null), ...(aliases?.kind === 'sequence' ? aliases.items : [])];
  if (commands.receiver?.kind === 'instance')
    parserState(commands.receiver).subparsers.push({ names: names.map(knownString).filter((name) => name !== undefined), parser });
  return parser;
}

/** A command that trains, by its name. */
const trainingName = /^(pre|re)?[-_]?train(ing|er)?([-_]|$)|^fit$|^fine[-_]?tune|^run[-_]train/i;

/** The sub-command that runs: the one that the words name, else the only one that is called after training. */
export function chosenCommand(
  { subparsers }: ParserState,
  words: readonly Value[],
): { readonly index: number; readonly parser: Instance; readonly word?: Value } | undefined {
  for (const word of words) {
    const index = subparsers.findIndex(({ names }) => names.includes(knownString(word) ?? ''));
    if (index >= 0) return { index, parser: subparsers[index]!.parser, word };
  }
  const trainers = subparsers.filter(({ names }) => names.some((name) => trainingName.test(name)));
  const only = subparsers.length === 1 ? subparsers[0] : trainers.length === 1 ? trainers[0] : undefined;
  return only && { index: subparsers.indexOf(only), parser: only.parser };
}
