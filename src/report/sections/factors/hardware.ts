// The rows that say what a training runs on and what that draws: GPU, utilisation, GPU-hours, what was measured, power, PUE.
import { isExact, type Interval } from '../../../model/interval';
import { deviceName, devices } from '../../figures/names';
import { exact, percent, rounded } from '../../figures/number';
import { gpuHours, powerKw, write, writeRange } from '../../figures/quantity';
import type { Translate } from '../../translate';
import { detail, interval, mid, range, type Chain, type Worded } from './chain';

const KW_PER_W = 1e-3;

export function deviceRow(chain: Chain, translate: Translate): Worded {
  const name = String(chain.get('gpu')?.value);
  const number = chain.has('gpuCount') ? mid(chain, 'gpuCount') : (detail(chain, 'gpu', 'count') ?? 1);
  const memory = detail(chain, 'gpu', 'memoryGiB');
  const watts = detail(chain, 'gpu', 'boardPowerWatts');
  const about = [
    memory && !deviceName(name).includes(`${Math.round(memory)}`) ? `${exact(Math.round(memory))} GiB` : '',
    watts ? `${exact(Math.round(watts))} W` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return { label: translate('GPU'), value: devices(number, name), range: about };
}

export function utilizationRow(chain: Chain, translate: Translate): Worded {
  const value = interval(chain, 'utilization');
  const precision = chain.get('precision')?.value;
  const label = typeof precision === 'string' ? translate('Utilisation, {0}', precision) : translate('Utilisation');
  return { label, value: percent(value.mid), range: isExact(value) ? '' : `${rounded(value.low * 100)} – ${rounded(value.high * 100)} %` };
}

export function gpuHoursRow(chain: Chain, translate: Translate): Worded {
  return { label: translate('GPU-hours'), ...write(interval(chain, 'gpuHours'), gpuHours) };
}

/** What runs on this GPU were measured to take, of what was estimated for them. */
export function calibrationRow(chain: Chain, translate: Translate): Worded {
  const runs = detail(chain, 'calibration', 'runs') ?? 0;
  const time = interval(chain, 'calibration');
  const power = chain.get('calibration')?.details?.power;
  const label = runs === 1 ? translate('As one run was measured') : translate('As {0} runs were measured', runs);
  const parts = [
    ...(isExact(time) ? [] : [translate('× {0} time', rounded(time.mid))]),
    ...(typeof power === 'object' ? [translate('× {0} power', rounded(power.mid))] : []),
  ];
  return { label, value: parts.join(', '), range: isExact(time) ? '' : writeRange(time) };
}

export function powerRow(chain: Chain, translate: Translate): Worded {
  return { label: translate('Power, GPU and host'), ...write(scaled(interval(chain, 'power'), KW_PER_W), powerKw) };
}
const scaled = ({ low, mid: middle, high }: Interval, by: number): Interval => ({ low: low * by, mid: middle * by, high: high * by });

export function pueRow(chain: Chain, translate: Translate): Worded {
  return { label: translate('PUE'), value: rounded(mid(chain, 'pue'), 3), range: range(interval(chain, 'pue'), 1, 3) };
}
