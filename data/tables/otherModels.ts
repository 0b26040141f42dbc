// Diffusion, speech and multimodal models in one table: what is trained, what runs beside it, and what one sample costs.
import { confidenceLetter } from '../compact/confidence';
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import type { BuiltTable, Cell } from '../compact/tableWriter';

const columns: BuiltTable['columns'] = [
  { name: 'id', required: true },
  { name: 'kind', required: true, repeats: true },
  { name: 'group', repeats: true },
  { name: 'confidence', required: true, repeats: true },
  { name: 'sources', required: true, repeats: true },
  { name: 'parameters', required: true, range: [10_000, 5e12] },
  { name: 'activeParameters', range: [10_000, 5e12] },
  { name: 'gmacs', range: [0.001, 1e8] },
  { name: 'imageSize', range: [16, 4_096] },
  { name: 'imageTokens', range: [1, 10_000] },
  { name: 'frames', range: [1, 1_000] },
  { name: 'framesPerSecond', range: [0.5, 2_000] },
  { name: 'layers', range: [1, 400] },
  { name: 'decoderLayers', range: [1, 200] },
  { name: 'hidden', range: [1, 65_536] },
  { name: 'maxPositions', range: [1, 1_000_000] },
  { name: 'frozenParameters', range: [1_000, 1e12] },
  { name: 'languageModel' },
  { name: 'languageParameters', range: [10_000, 5e12] },
  { name: 'visionParameters', range: [1_000, 1e11] },
  { name: 'note' },
];

type Cells = Readonly<Record<string, Cell>>;

/** @param own folder of our own additions, which complete collected rows of the same confidence and lose to surer ones. */
export function otherModelsTable(folder: string, own: string, sources: SourceList): BuiltTable {
  const rows = new Map<string, Cells>();
  const add = (row: Row, cells: Cells): void => {
    const key = (row['id'] ?? '').toLowerCase();
    const confidence = confidenceLetter(row['confidence']);
    const other = rows.get(key);
    if (other && 'vcr'.indexOf(String(other['confidence'])) <= 'vcr'.indexOf(confidence)) return;
    rows.set(key, { id: row['id'], confidence, sources: sources.cite(row['source'] ?? ''), ...cells });
  };
  for (const row of readCsv(`${folder}/models/diffusion.csv`)) add(row, diffusionCells(row));
  for (const row of readCsv(`${folder}/models/speech.csv`)) add(row, speechCells(row));
  for (const row of readCsv(`${folder}/models/multimodal.csv`)) add(row, multimodalCells(row));
  for (const [id, cells] of ownCells(own, rows, sources)) if (!rows.has(id) || isUnsure(rows.get(id))) rows.set(id, cells);
  return {
    name: 'otherModels',
    about: 'Diffusion (parameters of the denoiser, gmacs of one of its calls), speech and multimodal models by id.',
    columns,
    rows: [...rows.values()].map((cells) => columns.map((column) => cells[column.name])),
    key: ['id'],
  };
}

const isUnsure = (cells: Cells | undefined): boolean => cells?.['confidence'] === 'r';

/** A line names models of one architecture: like another one, but for what the line states, or by its own sizes. */
function ownCells(own: string, known: ReadonlyMap<string, Cells>, sources: SourceList): [id: string, cells: Cells][] {
  return readCsv(`${own}/otherModels.csv`).flatMap((row) => {
    const like = row['like'] ?? '';
    const other = known.get(like.toLowerCase());
    if (like && !other) throw new Error(`${row['ids']} is like ${like}, which is in no table`);
    const stated: Cells = {
      kind: row['kind'] || undefined,
      group: row['group'] || undefined,
      confidence: confidenceLetter(row['confidence']),
      sources: sources.cite(row['source'] ?? ''),
      parameters: numberIn(row, 'parameters'),
      activeParameters: numberIn(row, 'active_parameters'),
      gmacs: numberIn(row, 'gmacs'),
      imageSize: numberIn(row, 'image_size'),
      imageTokens: numberIn(row, 'image_tokens'),
      frames: numberIn(row, 'frames'),
      framesPerSecond: numberIn(row, 'frames_per_second'),
      layers: numberIn(row, 'layers'),
      decoderLayers: numberIn(row, 'decoder_layers'),
      hidden: numberIn(row, 'hidden'),
      maxPositions: numberIn(row, 'max_positions'),
      frozenParameters: numberIn(row, 'frozen_parameters'),
      languageModel: row['language_model'] || undefined,
      languageParameters: numberIn(row, 'language_parameters'),
      visionParameters: numberIn(row, 'vision_parameters'),
    };
    const cells = { ...other, ...Object.fromEntries(Object.entries(stated).filter(([, cell]) => cell !== undefined)) };
    return (row['ids'] ?? '').split('|').map((id): [string, Cells] => [id.toLowerCase(), { ...cells, id }]);
  });
}

/** One side of `512x704` or `dynamic`: the square of the same area, so that pixels scale rightly. */
function sideOf(size: string | undefined): number | undefined {
  const [width, height] = (size ?? '').split('x').map(Number);
  if (!width || !Number.isFinite(width)) return undefined;
  return height ? Math.round(Math.sqrt(width * height)) : width;
}

function diffusionCells(row: Row): Cells {
  const trained = numberIn(row, 'denoiser_parameters');
  const frozen = (numberIn(row, 'text_encoder_parameters') ?? 0) + (row['vae'] === 'itself' ? 0 : (numberIn(row, 'vae_parameters') ?? 0));
  return {
    kind: 'diffusion',
    group: row['family'],
    parameters: trained,
    gmacs: numberIn(row, 'denoiser_gmacs'),
    imageSize: sideOf(row['native_resolution']),
    frames: numberIn(row, 'frames'),
    frozenParameters: frozen || undefined,
    note: row['note']?.split(';')[0],
  };
}

const speechCells = (row: Row): Cells => ({
  kind: 'speech',
  group: row['task'],
  parameters: numberIn(row, 'parameters'),
  framesPerSecond: numberIn(row, 'encoder_frames_per_second'),
  layers: numberIn(row, 'encoder_layers'),
  decoderLayers: numberIn(row, 'decoder_layers'),
  hidden: numberIn(row, 'hidden'),
});

function multimodalCells(row: Row): Cells {
  const tokens = Number(/^\d+/.exec(row['image_tokens'] ?? '')?.[0]);
  const parameters = numberIn(row, 'parameters');
  const active = numberIn(row, 'active_parameters');
  return {
    kind: 'multimodal',
    group: row['family'],
    parameters,
    activeParameters: active === parameters ? undefined : active,
    imageSize: sideOf(row['image_size']),
    imageTokens: Number.isFinite(tokens) && /^\d+$/.test(row['image_tokens'] ?? '') ? tokens : undefined,
    languageModel: /\//.test(row['language_model'] ?? '') ? row['language_model'] : undefined,
    languageParameters: numberIn(row, 'language_parameters'),
    visionParameters: numberIn(row, 'vision_parameters'),
  };
}
