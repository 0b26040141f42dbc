// Python that a program executes from files and strings: `exec`, and the cell magics that converted notebooks call.
import { runFileHere, runText, valueOfText } from '../modules/imports';
import { known, knownString, unknown } from '../values';
import { pathBehind } from './configurations/configFiles';
import type { Native } from './natives';

/** `exec(open("configurator.py").read())` runs that file's statements here, `exec("x = 5")` those of the text; what isn't known stays unread. */
const execute: Native = (machine, { call, frame, place }) => {
  const [source, names] = call.positional;
  const path = source && pathBehind(source);
  const text = knownString(source);
  if (path === undefined && text !== undefined && !names) {
    runText(machine, frame, text, place);
    return known(null);
  }
  if (path === undefined || (names && names.kind !== 'mapping')) return unknown('run-time', place);
  if (!names) runFileHere(machine, frame, path);
  return known(null);
};

/** `eval("2 * 3")`, `ast.literal_eval("[1, 2]")`: the value of a text that is known. */
const evaluated: Native = (machine, { call, frame, place }) => {
  const text = knownString(call.positional[0]);
  if (text === undefined) return call.positional[0]?.kind === 'unknown' ? call.positional[0] : unknown('run-time', place);
  return valueOfText(machine, frame, text.trim(), place);
};

/** Cell magics that run their cell as Python, as converters of notebooks write them. */
const runsCell = /^(time|timeit|capture|prun|memit|python3?|skip|notify)$/;
const runCell: Native = (machine, { call, frame, place }) => {
  const [magic, , cell] = call.positional;
  const text = knownString(cell);
  if (text !== undefined && runsCell.test(knownString(magic) ?? '')) runText(machine, frame, text, place);
  return known(null);
};

export const executionNatives: readonly (readonly [string, Native])[] = [
  ['exec', execute],
  ['eval', evaluated],
  ['ast.literal_eval', evaluated],
  ['get_ipython.run_cell_magic', runCell],
  ['IPython.get_ipython.run_cell_magic', runCell],
];
