// Language models: one row an id, pointing at one row a shape, since thousands of fine-tunes share some hundreds of architectures.
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import { confidenceLetter } from '../compact/confidence';
import type { BuiltTable, Cell } from '../compact/tableWriter';
import { languageCorrections, ownLanguageRows } from './ownLanguageModels';
import { unrounded } from './unrounded';

const shapeColumns = [
  ['layers', 'layers', 1, 400],
  ['decoderLayers', 'decoder_layers', 1, 200],
  ['hidden', 'hidden', 1, 65_536],
  ['heads', 'heads', 1, 1_024],
  ['keyValueHeads', 'kv_heads', 1, 1_024],
  ['headSize', 'head_dim', 1, 2_048],
  ['intermediate', 'intermediate', 1, 262_144],
  ['gatedMlp', 'gated_mlp', 0, 1],
  ['vocabulary', 'vocab', 1, 1_000_000],
  ['maxPositions', 'max_positions', 1, 20_000_000],
  ['tied', 'tied_embeddings', 0, 1],
  ['experts', 'experts', 1, 4_096],
  ['expertsPerToken', 'experts_per_token', 1, 256],
  ['sharedExperts', 'shared_experts', 0, 64],
  ['expertIntermediate', 'moe_intermediate', 1, 262_144],
  ['activeParameters', 'active_parameters', 1_000, 5e12],
] as const;

const matchLetter: Readonly<Record<string, string>> = {
  'own config': 'o',
  'declared base (unsloth mapper)': 'd',
  curated: 'k',
  'name pattern': 'p',
  nominal: 'n',
};

/** @param own folder of our own additions, which stand where the collected rows lack a name. */
export function languageTables(folder: string, own: string, sources: SourceList): { shapes: BuiltTable; models: BuiltTable } {
  const shapes = new Map<string, { number: number; cells: Cell[] }>();
  const models: Cell[][] = [];
  const collected = readCsv(`${folder}/models/language.csv`);
  // what is more than its language model is listed whole among the multimodal ones
  const whole = new Map(readCsv(`${folder}/models/multimodal.csv`).map((row) => [row['id']?.toLowerCase(), numberIn(row, 'parameters') ?? 0]));
  const languageOnly = collected.filter((row) => (whole.get(row['id']?.toLowerCase()) ?? 0) <= sameModel * (numberIn(row, 'parameters') ?? Infinity));
  const corrections = languageCorrections(own, collected);
  const corrected = new Set([...corrections.rows.map(idOf), ...corrections.withdrawn.map((id) => id.toLowerCase())]);
  const uncorrected = [...languageOnly, ...ownLanguageRows(own, collected)].filter((row) => !corrected.has(idOf(row)));
  for (const row of withoutDoubles([...corrections.rows, ...uncorrected])) {
    const cells = shapeOf(row);
    const key = cells.join('\t');
    const shape = shapes.get(key) ?? { number: shapes.size, cells };
    shapes.set(key, shape);
    models.push([row['id'], shape.number, matchLetter[row['id_match'] ?? ''], confidenceLetter(row['confidence']), sources.cite(row['source'] ?? '')]);
  }
  return {
    shapes: {
      name: 'languageShapes',
      about: 'Architectures of language models; rows of languageModels refer to them by number.',
      columns: [
        { name: 'shape', required: true },
        { name: 'kind', required: true },
        { name: 'architecture' },
        { name: 'parameters', required: true, range: [10_000, 5e12] },
        ...shapeColumns.map(([name, , low, high]) => ({ name, range: [low, high] as const })),
      ],
      rows: [...shapes.values()].map(({ number, cells }) => [number, ...cells]),
      key: ['shape'],
    },
    models: {
      name: 'languageModels',
      about:
        'Language models by id. match: o own configuration, d declared base, k curated, p the name says it, n nominal size; confidence: v verified, c computed, r recalled.',
      columns: [
        { name: 'id', required: true },
        { name: 'shape', required: true },
        { name: 'match', required: true, repeats: true },
        { name: 'confidence', required: true, repeats: true },
        { name: 'sources', required: true, repeats: true },
      ],
      rows: models,
      key: ['id'],
    },
  };
}

/** Totals of one model in two lists differ by rounding only. */
const sameModel = 1.03;

function shapeOf(row: Row): Cell[] {
  const kind = { decoder: 'd', encoder: 'e', 'encoder-decoder': 's' }[row['kind'] ?? ''];
  if (!kind) throw new Error(`unknown kind of ${row['id']}`);
  const parameters = unrounded(row);
  const active = numberIn(row, 'active_parameters') === numberIn(row, 'parameters') ? parameters : numberIn(row, 'active_parameters');
  return [
    kind,
    row['architecture'],
    parameters,
    ...shapeColumns.map(([name, column]) => (name === 'activeParameters' && active === parameters ? undefined : numberIn(row, column))),
  ];
}

const idOf = (row: Row): string => (row['id'] ?? '').toLowerCase();

/** The same id in other case, or twice: the surer row stays. */
function withoutDoubles(rows: readonly Row[]): Row[] {
  const best = new Map<string, Row>();
  const rank = (row: Row): number => ['verified', 'computed', 'recalled'].indexOf(row['confidence'] ?? '');
  for (const row of rows) {
    const key = idOf(row);
    const other = best.get(key);
    if (!other || rank(row) < rank(other)) best.set(key, row);
  }
  return [...best.values()];
}
