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
  { name: 'frozenParameters', range: [1_000, 1e12] },
  { name: 'languageModel' },
  { name: 'languageParameters', range: [10_000, 5e12] },
  { name: 'visionParameters', range: [1_000, 1e11] },
  { name: 'note' },
];

type Cells = Readonly<Record<string, Cell>>;

export function otherModelsTable(folder: string, sources: SourceList): BuiltTable {
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
  return {
    name: 'otherModels',
    about: 'Diffusion (parameters of the denoiser, gmacs of one of its calls), speech and multimodal models by id.',
    columns,
    rows: [...rows.values()].map((cells) => columns.map((column) => cells[column.name])),
    key: ['id'],
  };
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
