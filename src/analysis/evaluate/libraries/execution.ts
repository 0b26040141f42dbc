// Python that a program executes from files and strings: `exec`, and the cell magics that converted notebooks call.
import { runFileHere, runText } from '../imports';
import { known, knownString, unknown } from '../values';
import { pathBehind } from './configFiles';
import type { Native } from './natives';

/** `exec(open("configurator.py").read())` runs that file's statements here; any other text stays unread. */
const execute: Native = (machine, { call, frame, place }) => {
  const [source, names] = call.positional;
  const path = source && pathBehind(source);
  if (path === undefined || (names && names.kind !== 'mapping')) return unknown('run-time', place);
  if (!names) runFileHere(machine, frame, path);
  return known(null);
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
  ['get_ipython.run_cell_magic', runCell],
  ['IPython.get_ipython.run_cell_magic', runCell],
];
