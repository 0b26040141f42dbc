// What a mass of CO2e or an amount of energy compares with, and smaller models that stand in for a larger one.
import type { ModelSizes } from './architecture';
import type { Provenance } from './source';

/** `count = total / value`, where the total is in kg CO2e or kWh as `unit` says. */
export interface Equivalent {
  /** stable key: km_by_car, smartphone_charge_energy ... */
  readonly key: string;
  readonly value: number;
  readonly unit: 'kgCo2e' | 'kWh';
  /** what one of it is: km, charge, passenger-km ... */
  readonly per: string;
  readonly region: string;
  readonly provenance: readonly Provenance[];
}

/** A smaller model of the same task with a published claim about its quality. */
export interface Relative {
  readonly id: string;
  readonly sizes: ModelSizes;
  /** what the publication says, with its own numbers */
  readonly qualityClaim: string;
  readonly url: string;
  /** tokens of both mean the same, so that nothing but the name has to change */
  readonly dropIn?: boolean;
  readonly provenance: readonly Provenance[];
}
