// The room's facade: names as code writes them -> sizes, places and sites, each with its source. Tables are parsed at the first look-up.
import type { DatasetFacts, ModelSizes } from '../model/architecture';
import type { Equivalent, Relative } from '../model/equivalent';
import type { Accelerator, CloudInstance, Grid } from '../model/hardware';
import type { Interval } from '../model/interval';
import type { Sourced } from '../model/source';
import { findDataset } from './datasets';
import { allAccelerators, defaultAccelerator, findAccelerator } from './hardware/accelerators';
import { cheapestFor, findInstance } from './hardware/instances';
import { findModel } from './models/modelIndex';
import { nearestModels } from './models/nearestNames';
import { findGrid } from './places/gridOfPlace';
import { allGrids, worldGrid } from './places/grids';
import { nearestPlaces } from './places/nearestPlaces';
import { embodiedOf, embodiedOfClass, equivalents, findPue, findWue, lifetime } from './places/sites';
import { findRelatives } from './relatives';

export type { Equivalent, Relative } from '../model/equivalent';

/** A rentable machine's on-demand price for one of its accelerators. */
export interface AcceleratorPrice {
  readonly usdPerAcceleratorHour: number;
  readonly instance: CloudInstance;
  /** year, month or day of the price as the source states it */
  readonly priceDate: string;
}

export interface Knowledge {
  /**
   * Sizes of a named model: the exact id (in any case), a spelling of it (timm tag, quantised copy, local folder), or the family that its name belongs to; the provenance says which.
   * @param library whose name it is, where the code shows that (`timm`, `torchvision`, `keras`, `whisper`); decides between equal names.
   */
  model(id: string, library?: string): ModelSizes | undefined;
  /** At most three known ids that an unknown name lies near, the nearest first: to be offered, never taken in its place. */
  nearestModels(name: string, library?: string): readonly string[];
  dataset(name: string, config?: string, library?: string): DatasetFacts | undefined;
  /** A device as frameworks count it, by any spelling: nvidia-smi names, cloud names, SLURM resources. */
  accelerator(nameOrAlias: string): Accelerator | undefined;
  accelerators(): readonly Accelerator[];
  /** What is assumed where no hardware is named. */
  defaultAccelerator(): Accelerator;
  instance(type: string): CloudInstance | undefined;
  /** The cheapest on-demand price per accelerator-hour among dated list prices, or undefined when none is known. */
  cheapestInstanceFor(acceleratorName: string): AcceleratorPrice | undefined;
  /** By ISO 3166 code, English name, grid zone, or cloud region with or without its provider (`gcp:europe-west9`). */
  grid(codeOrRegionOrName: string): Grid | undefined;
  grids(): readonly Grid[];
  /** At most three known places that an unknown name lies near, or cloud regions in the city it names: to be offered, never taken in its place. */
  nearestPlaces(name: string): readonly Grid[];
  world(): Grid;
  /** Power usage effectiveness of a provider (`gcp`), one of its regions (`gcp:europe-west9`), or a class: hyperscaler, colocation, hpc, workstation. */
  pue(providerOrClass: string): Sourced<Interval> | undefined;
  /** On-site water in litres per kWh of IT energy. */
  wue(providerOrClass: string): Sourced<Interval> | undefined;
  /** kg CO2e to make one device of its class with its share of the server. */
  embodiedServer(): Sourced<Interval>;
  /** kg CO2e to make this device with its share of the server around it. */
  embodied(accelerator: Accelerator): Sourced<Interval>;
  lifetimeYears(): Sourced<Interval>;
  equivalents(): readonly Equivalent[];
  /** Smaller models for the same task, nearest first, each with a published claim about its quality. */
  relatives(modelId: string): readonly Relative[];
}

/** A fresh view of the bundled tables; cheap, since a table is parsed at the first look-up that needs it, and then once for all. */
export function createKnowledge(): Knowledge {
  return {
    model: findModel,
    nearestModels,
    nearestPlaces,
    dataset: findDataset,
    accelerator: findAccelerator,
    accelerators: allAccelerators,
    defaultAccelerator,
    instance: findInstance,
    cheapestInstanceFor: cheapestFor,
    grid: findGrid,
    grids: allGrids,
    world: worldGrid,
    pue: findPue,
    wue: findWue,
    embodiedServer: () => embodiedOfClass('datacenter'),
    embodied: embodiedOf,
    lifetimeYears: lifetime,
    equivalents,
    relatives: (modelId) => findRelatives(modelId, findModel),
  };
}
