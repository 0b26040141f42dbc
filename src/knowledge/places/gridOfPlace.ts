// The grid of a place: its own, or that of the country it lies in, which is then said.
import type { Grid } from '../../model/hardware';
import { findOwnGrid, intensity } from './grids';

/** 90 % of the states, provinces and zones of the tables (Russia's regions apart) lie within this factor of their country. */
const spreadInCountry = 2.5;

/** @param name a country, zone, cloud region, `California, USA`, `Munich, Germany`, or the ISO 3166-2 code of a province. */
export const findGrid = (name: string): Grid | undefined => findOwnGrid(name) ?? withinCountry(name.trim());

/** `California, USA` is the zone of that country; of `Munich, Germany` and of a province without a figure (`DE-BY`) the country's grid is known, and said so. */
function withinCountry(name: string): Grid | undefined {
  const [, place, of] = /^([^,]+),\s*([^,]+)$/.exec(name) ?? [];
  const code = /^([a-z]{2})-[a-z0-9]{1,3}$/i.exec(name)?.[1];
  const country = findOwnGrid(of ?? code ?? '');
  if (!country || !/^[A-Z]{2}$/.test(country.code) || (code && country.code !== code.toUpperCase())) return undefined;
  const zone = place ? findOwnGrid(place) : undefined;
  if (zone?.country === country.code) return zone;
  const why = `no grid of its own is known for ${name}: its country's average, with the span that provinces have`;
  return {
    ...country,
    name: `${country.name} (${name})`,
    kgPerKwh: intensity(country.kgPerKwh.mid, spreadInCountry),
    provenance: [{ kind: 'assumption', why }, ...country.provenance],
  };
}
