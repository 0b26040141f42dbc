// What a run runs on and where: accelerators, grids, sites.
import type { Interval } from './interval';
import type { Provenance } from './source';

/** flagship: H100 class and later; datacenter: A100 class and TPUs; inference: small server cards; desktop: workstation and consumer cards; edge: boards such as Jetson. */
export type DeviceClass = 'flagship' | 'datacenter' | 'inference' | 'desktop' | 'laptop' | 'cpuServer' | 'edge';

/** One accelerator (a device as a training framework counts it). Peaks are dense, in TFLOP/s; powers in watts. */
export interface Accelerator {
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly year: number;
  readonly form: string;
  readonly memoryGiB: number;
  readonly memoryBandwidthGBs: number;
  readonly interconnectGBs?: number;
  readonly boardPowerWatts: number;
  readonly idlePowerWatts?: number;
  readonly peakTflops: {
    readonly fp32: number;
    readonly tf32?: number;
    readonly fp16?: number;
    readonly bf16?: number;
    readonly fp8?: number;
    readonly int8?: number;
  };
  /** published figure for making the card or module alone */
  readonly embodiedKg?: number;
  /** devices on the board that is sold as one (K80, MI250X); memory, powers and peaks here are one device's */
  readonly devicesPerBoard?: number;
  /** what kind of machine it sits in */
  readonly deviceClass?: DeviceClass;
  readonly provenance: readonly Provenance[];
}

/** A yearly average of a grid, location-based. */
export interface Grid {
  /** ISO 3166-1 alpha-2 code, grid zone, or `provider:region` */
  readonly code: string;
  readonly name: string;
  readonly kgPerKwh: Interval;
  readonly year: number;
  readonly method: 'lifecycle' | 'direct';
  readonly pue?: number;
  /** water of the grid's power plants, litres per kWh; the site's own water is `Knowledge.wue` */
  readonly waterLitresPerKwh?: number;
  readonly country?: string;
  readonly provider?: string;
  /** the provider's market-based figure of a cloud region, to stand beside the location-based one, never instead */
  readonly marketKgPerKwh?: number;
  /** year and source of that figure */
  readonly marketProvenance?: readonly Provenance[];
  readonly carbonFreeShare?: number;
  readonly provenance: readonly Provenance[];
}

/** A rentable machine. */
export interface CloudInstance {
  readonly provider: string;
  readonly type: string;
  readonly accelerator: string;
  /** devices as frameworks count them */
  readonly acceleratorCount: number;
  readonly vcpus?: number;
  readonly hostMemoryGiB?: number;
  /** on demand, Linux */
  readonly usdPerHour?: number;
  readonly spotUsdPerHour?: number;
  readonly region?: string;
  readonly priceDate?: string;
  readonly provenance: readonly Provenance[];
}
