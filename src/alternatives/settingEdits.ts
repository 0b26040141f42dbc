// What-if inputs as edits of the code, where the code has a place for them.
import type { EditSite, FactName, Run } from '../model/run';
import type { Settings } from '../model/settings';
import type { TextEdit } from '../model/alternative';
import { editsFor } from './editsAtSite';

type Decided = 'epochs' | 'perDeviceBatchSize' | 'precision' | 'method';

/** The places that decide an input, the best one first. */
const PLACES: Readonly<Record<Decided, readonly EditSite['changes'][]>> = {
  epochs: ['epochs'],
  perDeviceBatchSize: ['batchSize'],
  precision: ['precision', 'mixedPrecision'],
  method: ['method'],
};

const isDecided = (name: string): name is Decided => Object.hasOwn(PLACES, name);

/** The inputs that the code has a place for. */
export const decidedInCode = (run: Run): readonly (keyof Settings)[] =>
  Object.entries(PLACES).flatMap(([name, kinds]) => (run.sites.some(({ changes }) => kinds.includes(changes)) ? [name as Decided] : []));

/** @returns the edits that make one input so; undefined where the code has no place for it, or a comment directive already has the word. */
export function settingEdits(run: Run, name: keyof Settings, value: string | number): readonly TextEdit[] | undefined {
  if (!isDecided(name) || run.facts[name satisfies FactName]?.origin === 'user') return undefined;
  return editsFor(run, PLACES[name], String(value));
}
