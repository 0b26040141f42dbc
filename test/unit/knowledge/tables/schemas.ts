// What every row of every bundled table holds: its key, what is never empty, and how numbers and words look.

export interface Schema {
  /** columns that together tell rows apart */
  readonly key: readonly string[];
  readonly required: readonly string[];
  /** plausible ranges; cells may be empty unless required */
  readonly numbers: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly words?: Readonly<Record<string, RegExp>>;
}

const sourced = ['sources', 'confidence'];
const confidence = /^[vcr]$/;
const year: readonly [number, number] = [2005, 2027];
const parameters: readonly [number, number] = [1e4, 5e12];
const tokens: readonly [number, number] = [1, 1e9];

export const schemas: Readonly<Record<string, Schema>> = {
  sources: { key: ['number'], required: ['number', 'text'], numbers: { number: [0, 1e4], year: [1990, 2027] }, words: { url: /^(?:$|https:\/\/\S+$)/ } },
  languageModels: {
    key: ['id'],
    required: ['id', 'shape', 'match', ...sourced],
    numbers: { shape: [0, 1e4] },
    words: { match: /^[odkpn]$/, confidence, id: /^[^\s]+$/ },
  },
  languageShapes: {
    key: ['shape'],
    required: ['shape', 'kind', 'parameters'],
    numbers: {
      parameters,
      activeParameters: parameters,
      layers: [1, 400],
      decoderLayers: [1, 200],
      hidden: [1, 65_536],
      heads: [1, 1_024],
      vocabulary: [1, 1e6],
      maxPositions: [1, 2e7],
    },
    words: { kind: /^[des]$/ },
  },
  visionModels: {
    key: ['id', 'library'],
    required: ['id', 'library', 'task', 'parameters', ...sourced],
    numbers: { parameters: [1e4, 1e11], gmacs: [1e-4, 1e5], activationsMillions: [0.01, 1e5], imageSize: [16, 2_048], frames: [1, 256] },
    words: { confidence },
  },
  otherModels: {
    key: ['id'],
    required: ['id', 'kind', 'parameters', ...sourced],
    numbers: { parameters, gmacs: [1e-3, 1e8], imageSize: [16, 4_096], framesPerSecond: [0.5, 2_000], maxPositions: [1, 1e6] },
    words: { kind: /^(?:diffusion|speech|multimodal)$/, confidence },
  },
  families: { key: ['pattern'], required: ['pattern', 'base', 'family'], numbers: {} },
  relatives: { key: ['of', 'relative'], required: ['of', 'relative', 'claim', 'url'], numbers: {}, words: { url: /^https:\/\// } },
  datasets: {
    key: ['library', 'name', 'config'],
    required: ['name', 'library', 'modality', ...sourced],
    numbers: {
      train: [1, 2e11],
      bytesPerSample: [0.1, 1e10],
      classes: [1, 1e7],
      audioHours: [0.01, 1e7],
      tokensMean: tokens,
      tokensP50: tokens,
      tokensMax: tokens,
    },
    words: { confidence },
  },
  datasetAliases: { key: ['library', 'name'], required: ['name', 'library', 'dataset', 'sources'], numbers: {} },
  accelerators: {
    key: ['name'],
    required: ['name', 'vendor', 'architecture', 'year', 'form', 'memoryGiB', 'memoryBandwidthGBs', 'boardPowerWatts', 'fp32', ...sourced],
    numbers: {
      year: [2010, 2030],
      memoryGiB: [0.5, 2_000],
      boardPowerWatts: [2, 3_000],
      idlePowerWatts: [0.5, 500],
      fp32: [0.05, 3_000],
      fp16: [0.1, 2e4],
      tf32: [1, 1e4],
    },
    words: { confidence },
  },
  instances: {
    key: ['provider', 'type', 'count', 'region'],
    required: ['type', 'provider', 'accelerator', 'count', ...sourced],
    numbers: { count: [0.1, 1_024], usdPerHour: [0.01, 2_000], spotUsdPerHour: [0.01, 2_000] },
    words: { priceDate: /^(?:$|20\d\d)/, confidence },
  },
  grids: {
    key: ['code'],
    required: ['code', 'name', 'kgPerKwh', 'spread', 'year', 'method', ...sourced],
    numbers: { kgPerKwh: [5e-4, 1.5], spread: [1, 3], year },
    words: { method: /^[ld]$/, confidence },
  },
  regions: {
    key: ['provider', 'region'],
    required: ['provider', 'region', 'place', 'kgPerKwh', 'year', 'method', 'sources'],
    numbers: { kgPerKwh: [5e-4, 1.5], spread: [1, 3], year, pue: [1, 2.5], marketKgPerKwh: [0, 1.5], carbonFreeShare: [0, 1], waterLitresPerKwh: [0, 10] },
    words: { method: /^[ld]$/ },
  },
  sites: {
    key: ['provider', 'site'],
    required: ['provider', 'site', 'year', ...sourced],
    numbers: { pue: [1, 2.5], waterLitresPerKwh: [0, 10], year },
    words: { confidence },
  },
  siteClasses: { key: ['class'], required: ['class', 'low', 'mid', 'high', 'source'], numbers: { low: [1, 2], mid: [1, 2], high: [1, 2.5] } },
  embodied: { key: ['item', 'scope'], required: ['item', 'kind', 'kg', ...sourced], numbers: { kg: [1, 1e4], year: [2010, 2027] }, words: { confidence } },
  embodiedClasses: { key: ['class'], required: ['class', 'low', 'mid', 'high', 'basis'], numbers: { low: [10, 3_000], mid: [10, 3_000], high: [10, 3_000] } },
  lifetimes: { key: ['scope'], required: ['scope', 'years', ...sourced], numbers: { years: [1, 10] }, words: { confidence } },
  equivalents: {
    key: ['key'],
    required: ['key', 'value', 'unit', 'per', ...sourced],
    numbers: { value: [1e-9, 1e6] },
    words: { unit: /^(?:kgCo2e|kWh)$/, confidence },
  },
};
