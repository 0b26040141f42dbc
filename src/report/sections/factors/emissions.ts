// The rows that say what a kilowatt-hour and the hardware itself emit: grid, market-based claim, making of the GPUs.
import type { ChainFactor } from '../../../model/estimate';
import { placeName } from '../../figures/names';
import { rounded } from '../../figures/number';
import { co2eKg, gramsPerKwh, write } from '../../figures/quantity';
import type { Translate } from '../../translate';
import { detail, interval, type Chain, type Worded } from './chain';

export function gridRow(chain: Chain, translate: Translate): Worded {
  const factor = chain.get('grid');
  const place = factor?.details?.place;
  const written = write(interval(chain, 'grid'), gramsPerKwh);
  return {
    label: translate('Grid'),
    value: [typeof place === 'string' ? placeName(place, translate) : '', written.value, basisOf(factor, translate)].filter(Boolean).join(' '),
    range: written.range,
  };
}

/** Stack emissions and life-cycle figures are never compared as if they were one. */
function basisOf(grid: ChainFactor | undefined, translate: Translate): string {
  const method = grid?.details?.method;
  return method === undefined ? '' : translate(method === 'direct' ? 'direct' : 'life cycle');
}

export function embodiedRow(chain: Chain, translate: Translate): Worded {
  const written = write(interval(chain, 'embodied'), co2eKg);
  const years = detail(chain, 'embodied', 'lifetimeYears');
  return {
    label: translate('Making of a GPU'),
    value: years ? translate('{0} over {1} years', written.value, rounded(years)) : written.value,
    range: written.range,
  };
}

export function marketRow(chain: Chain, translate: Translate): Worded {
  const { value } = write(interval(chain, 'marketGrid'), gramsPerKwh);
  return { label: translate('Market-based claim'), value, range: translate('not used') };
}
