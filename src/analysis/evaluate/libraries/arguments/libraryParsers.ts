// Parsers that a library builds with options of its own: detectron2's `default_argument_parser()`.
import { makeInstance } from '../../machine';
import { emptyArguments, known, type Value } from '../../values';
import type { Native } from '../natives';
import { declare } from './parsers';

type Option = readonly [flags: readonly string[], keywords: Readonly<Record<string, string | number | null>>];

/** detectron2 0.6 engine/defaults.py */
const detectronOptions: readonly Option[] = [
  [['--config-file'], { default: '' }],
  [['--resume'], { action: 'store_true' }],
  [['--eval-only'], { action: 'store_true' }],
  [['--num-gpus'], { type: 'int', default: 1 }],
  [['--num-machines'], { type: 'int', default: 1 }],
  [['--machine-rank'], { type: 'int', default: 0 }],
  [['--dist-url'], {}],
  [['opts'], { nargs: 'A...', default: null }],
];

const parserOf =
  (options: readonly Option[]): Native =>
  (machine, { place }) => {
    const parser = makeInstance(machine, 'argparse.ArgumentParser', emptyArguments, place);
    for (const [flags, written] of options) {
      const keywords = new Map<string, Value>(
        Object.entries(written).map(([name, value]) => [name, name === 'type' ? builtinType(String(value)) : known(value, place)]),
      );
      declare(parser, { positional: flags.map((flag) => known(flag)), keywords, complete: true }, place);
    }
    return parser;
  };

const builtinType = (name: string): Value => ({ kind: 'reference', name, origin: 'literal' });

export const libraryParserNatives: readonly (readonly [string, Native])[] = [
  'detectron2.engine.default_argument_parser',
  'detectron2.engine.defaults.default_argument_parser',
].map((name) => [name, parserOf(detectronOptions)] as const);
