// What a run is called among many: its file and, where that says more, its place in it.
import { placeLabel } from '../report/sections/links';
import type { Translate } from '../report/translate';
import type { RunPlace } from './footprint';
import { type ShowPath } from '../model/paths';

/** "scripts/train.py line 31" */
export const runName = ({ run, file }: RunPlace, showPath: ShowPath, translate: Translate): string =>
  `${showPath(file.path)} ${placeLabel(run.anchor, run.anchor.path, translate)}`;
