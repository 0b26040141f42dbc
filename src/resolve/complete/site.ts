// Where the run takes place: grid, building, manufacture of the machine, water and price.
import type { Accelerator, Grid } from '../../model/hardware';
import { exactly, within, type Interval } from '../../model/interval';
import type { Sourced } from '../../model/source';
import type { Input, Workload } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import { backingOf, type Stated, type Assume } from '../stated';
import type { Machine } from './machine';

export type Site = Pick<Workload, 'place' | 'gridKgPerKwh' | 'grid' | 'pue' | 'embodiedKgPerDevice' | 'lifetimeYears' | 'waterLitresPerKwh' | 'usdPerGpuHour'>;

/** Where nobody says where: nine in ten grids of the table lie in this range around the world's average. */
const anywhereLowKgPerKwh = 0.05;
const anywhereHighKgPerKwh = 0.8;
/** A stated list price is what one provider asks; others and discounts lie around it. */
const priceFactor = 1.8;

export function completeSite(stated: Stated, knowledge: Knowledge, machine: Machine, assume: Assume): Site {
  const accelerator = machine.accelerator.value;
  const grid = stated.spec.region ? knowledge.grid(stated.spec.region) : undefined;
  const provider = /^([a-z]+):/.exec(grid?.code ?? '')?.[1];
  const place = gridOf(stated, grid, knowledge, assume);
  const pue = pueOf(stated, grid, provider, accelerator, knowledge, assume);
  const made = knowledge.embodied(accelerator);
  const lifetime = knowledge.lifetimeYears();
  assume({
    name: 'embodied',
    value: made.value.mid,
    why: 'manufacture of a device with its share of the server, kg CO2e, spread over its life',
    source: 'docs/method.md, Embodied',
  });
  const price = knowledge.cheapestInstanceFor(accelerator.name);
  return {
    place: place.name,
    gridKgPerKwh: place.input,
    ...(place.grid ? { grid: place.grid } : {}),
    pue,
    embodiedKgPerDevice: assumedFrom(made),
    lifetimeYears: assumedFrom(lifetime),
    waterLitresPerKwh: waterOf(grid, provider, pue.value, knowledge),
    usdPerGpuHour:
      price && price.usdPerAcceleratorHour > 0
        ? { value: within(price.usdPerAcceleratorHour, priceFactor), provenance: price.instance.provenance, assumed: true }
        : null,
  };
}

const assumedFrom = (sourced: Sourced<Interval>): Input<Interval> => ({ ...sourced, assumed: true });

interface Place {
  readonly name: string;
  readonly input: Input<Interval>;
  readonly grid?: Grid;
}

function gridOf(stated: Stated, grid: Grid | undefined, knowledge: Knowledge, assume: Assume): Place {
  const { gridIntensity, region } = stated.spec;
  if (gridIntensity !== null && gridIntensity !== undefined) {
    return {
      name: grid?.name ?? region ?? 'the stated grid',
      input: { value: exactly(gridIntensity), provenance: backingOf(stated, 'gridIntensity'), assumed: false, editable: 'region' },
    };
  }
  if (grid)
    return {
      grid,
      name: grid.name,
      input: { value: grid.kgPerKwh, provenance: [...backingOf(stated, 'region'), ...grid.provenance], assumed: false, editable: 'region' },
    };
  const world = knowledge.world();
  const why = region
    ? `"${region}" is in none of the bundled grid tables; the world's average instead${namesNear(knowledge.nearestPlaces(region))}`
    : "no place named; the world's average, anywhere between a hydro and a coal grid";
  assume({ name: 'region', value: world.code, why, source: 'setting trainingFootprint.region' });
  const value = { low: Math.min(anywhereLowKgPerKwh, world.kgPerKwh.mid), mid: world.kgPerKwh.mid, high: Math.max(anywhereHighKgPerKwh, world.kgPerKwh.mid) };
  return { grid: world, name: world.name, input: { value, provenance: [{ kind: 'assumption', why }, ...world.provenance], assumed: true, editable: 'region' } };
}

const namesNear = (places: readonly Grid[]): string => (places.length > 0 ? `; names near it: ${places.map(({ code }) => code).join(', ')}` : '');

/** A card sold for desks stands in a room without a cooling plant; others in a data centre. */
export const isDeskMachine = ({ form, vendor, name }: Accelerator): boolean =>
  /desktop|laptop|apple/i.test(`${form} ${vendor}`) || /geforce|\brtx [2-5]0\d0|gtx|titan/i.test(name);

function pueOf(
  stated: Stated,
  grid: Grid | undefined,
  provider: string | undefined,
  accelerator: Accelerator,
  knowledge: Knowledge,
  assume: Assume,
): Input<Interval> {
  if (stated.spec.pue) return { value: exactly(stated.spec.pue), provenance: backingOf(stated, 'pue'), assumed: false, editable: 'pue' };
  const site = (provider && grid && knowledge.pue(grid.code)) || (provider && knowledge.pue(provider));
  if (site) return { ...site, assumed: false, editable: 'pue' };
  const place = isDeskMachine(accelerator) ? 'workstation' : 'hyperscaler';
  const sourced = knowledge.pue(place) ?? { value: within(1.2, 1.2), provenance: [] };
  const why = `building not named; ${place === 'workstation' ? 'a desk: no cooling plant' : 'a cloud data centre'}`;
  assume({ name: 'pue', value: sourced.value.mid, why, source: 'docs/method.md, PUE' });
  return { value: atLeastOne(sourced.value), provenance: [{ kind: 'assumption', why }, ...sourced.provenance], assumed: true, editable: 'pue' };
}

const atLeastOne = ({ low, mid, high }: Interval): Interval => ({ low: Math.max(1, low), mid: Math.max(1, mid), high: Math.max(1, high) });

/** Litres per kWh of IT energy: the site's own water, and the power plants' where the grid has it. */
function waterOf(grid: Grid | undefined, provider: string | undefined, pue: Interval, knowledge: Knowledge): Input<Interval> | null {
  const site = (grid && provider && knowledge.wue(grid.code)) || (provider && knowledge.wue(provider)) || knowledge.wue('hyperscaler');
  const plants = grid?.waterLitresPerKwh;
  if (!site && plants === undefined) return null;
  const mid = (site?.value.mid ?? 0) + (plants ?? 0) * pue.mid;
  const low = (site?.value.low ?? 0) + ((plants ?? 0) * pue.low) / 1.5;
  const high = (site?.value.high ?? 0) + (plants ?? 0) * pue.high * 1.5;
  return mid > 0
    ? { value: { low, mid, high }, provenance: [...(site?.provenance ?? []), ...(plants !== undefined ? (grid?.provenance ?? []) : [])], assumed: true }
    : null;
}
