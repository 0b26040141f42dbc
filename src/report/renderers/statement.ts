// The sentences for a paper: what was estimated, on what, where, and how.
import { withRange } from '../figures/quantity';
import type { Figure, Report } from '../reportModel';
import type { Translate } from '../translate';

/** @returns undefined while the run has no figure. */
export function paperStatement(report: Report, translate: Translate): string | undefined {
  if (!report.headline) return undefined;
  const tile = (id: Figure['id']): string => {
    const found = report.tiles.find((figure) => figure.id === id);
    return found ? withRange(found) : '';
  };
  const hardware = report.factors.find(({ id }) => id === 'gpu')?.value ?? '';
  const model = report.facts.find(({ id }) => id === 'model')?.value;
  const assumed = report.factors.filter((factor) => factor.assumed).map(({ label }) => label);
  return [
    translate(
      'Training {0} on {1} was estimated to take {2} and {3} of electricity, data-centre overhead included.',
      model ?? translate('the model'),
      hardware,
      tile('gpuHours'),
      tile('energy'),
    ),
    translate(
      'This corresponds to {0}, the manufacture of the hardware included ({1}); ranges hold 90 % of such runs.',
      withRange(report.headline),
      report.place ?? translate('place not stated'),
    ),
    ...(assumed.length > 0 ? [translate('Assumed, since not stated: {0}.', assumed.join(', '))] : []),
    translate('The estimate was made from the source code with Training Footprint, without running it.'),
  ].join(' ');
}
