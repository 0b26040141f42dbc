// Where the CO2e comes from, in two bars: the whole by what causes it, then the devices' own work by what they do.
import type { Estimate, Share } from '../../model/estimate';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { writePercentage } from './savings';

type Bar = Report['breakdown'][number];

/** A part of a bar before it is worded: of the whole CO2e. */
interface Part {
  readonly id: string;
  readonly label: string;
  readonly fraction: number;
}

/** Shares that are no work of the devices. */
const BESIDE: ReadonlySet<Share['id']> = new Set<Share['id']>(['host', 'overhead', 'embodied']);

/** @returns no bar while there is no figure. */
export function breakdownOf({ shares, passes }: Estimate, translate: Translate): Report['breakdown'] {
  const share = (id: Share['id']): number => shares.find((one) => one.id === id)?.fraction ?? 0;
  const compute = shares.filter(({ id }) => !BESIDE.has(id)).reduce((sum, { fraction }) => sum + fraction, 0);
  if (!(compute > 0)) return [];
  const training = share('training');
  const { forward, backward, recomputation } = passes ?? { forward: 0, backward: 0, recomputation: 0 };
  return [
    bar('causes', translate('CO₂e'), [
      { id: 'compute', label: translate('computing'), fraction: compute },
      { id: 'host', label: translate('the rest of the server'), fraction: share('host') },
      { id: 'overhead', label: translate('data-centre overhead'), fraction: share('overhead') },
      { id: 'embodied', label: translate('making of the hardware'), fraction: share('embodied') },
    ]),
    bar('work', translate('Computing'), [
      ...(passes
        ? [
            { id: 'forward', label: translate('forward'), fraction: training * forward },
            { id: 'backward', label: translate('backward'), fraction: training * backward },
            { id: 'recomputation', label: translate('forward again'), fraction: training * recomputation },
          ]
        : [{ id: 'training', label: translate('useful training'), fraction: training }]),
      { id: 'padding', label: translate('padding'), fraction: share('padding') },
      { id: 'evaluation', label: translate('evaluation'), fraction: share('evaluation') },
      { id: 'generation', label: translate('generation'), fraction: share('generation') },
    ]),
  ];
}

/** The parts as fractions of their own bar. */
function bar(id: Bar['id'], label: string, parts: readonly Part[]): Bar {
  const whole = parts.reduce((sum, { fraction }) => sum + fraction, 0);
  return {
    id,
    label,
    parts: parts
      .filter(({ fraction }) => fraction > 0)
      .map((part) => ({ ...part, fraction: part.fraction / whole, percent: `${writePercentage((part.fraction / whole) * 100)} %` })),
  };
}
