// Image models by name and library: parameters, multiply-adds and activations at an image size. Where one name is listed at several sizes, the one that training uses stays.
import { numberIn, readCsv, type Row } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import { confidenceLetter } from '../compact/confidence';
import type { BuiltTable } from '../compact/tableWriter';

/** Most recipes for ImageNet models train at 224 pixels; benchmark tables list other sizes too. */
const usualImageSize = 224;

export function visionTable(folder: string, own: string, sources: SourceList): BuiltTable {
  const best = new Map<string, Row>();
  const collected = readCsv(`${folder}/models/vision.csv`);
  const listed = withMultiplyAdds([...collected, ...ownRows(own, collected)]);
  for (const row of [...listed, ...untaggedAtUsualSize(listed)]) {
    const key = `${row['id']?.toLowerCase()}\t${row['library']}`;
    const other = best.get(key);
    if (!other || preference(row) < preference(other)) best.set(key, row);
  }
  return {
    name: 'visionModels',
    about: 'Image models: gmacs = 10^9 multiply-adds of one forward pass of one sample at imageSize; activationsMillions = million activation elements of it.',
    columns: [
      { name: 'id', required: true },
      { name: 'library', required: true, repeats: true },
      { name: 'task', required: true, repeats: true },
      { name: 'imageSize', repeats: true, range: [16, 2_048] },
      { name: 'frames', repeats: true, range: [1, 256] },
      { name: 'confidence', required: true, repeats: true },
      { name: 'sources', required: true, repeats: true },
      { name: 'parameters', required: true, range: [10_000, 1e11] },
      { name: 'gmacs', range: [0.0001, 100_000] },
      { name: 'activationsMillions', range: [0.01, 100_000] },
      { name: 'textParameters', range: [1_000, 1e11] },
    ],
    rows: [...best.values()].map((row) => [
      row['id'],
      row['library'],
      row['task'],
      numberIn(row, 'image_size'),
      numberIn(row, 'frames'),
      confidenceLetter(row['confidence']),
      sources.cite(row['source'] ?? ''),
      numberIn(row, 'parameters'),
      numberIn(row, 'gmacs'),
      numberIn(row, 'activations_m'),
      numberIn(row, 'text_parameters'),
    ]),
    key: ['id', 'library'],
  };
}

/** A line of our own names networks of one architecture (ids separated by `|`): like another of the same library, or by its own sizes. */
const ownRows = (own: string, collected: readonly Row[]): Row[] =>
  readCsv(`${own}/visionModels.csv`).flatMap(({ like = '', ...row }) => {
    const other = like ? collected.find((each) => each['id'] === like && each['library'] === row['library']) : undefined;
    if (like && !other) throw new Error(`${row['id']} is like ${like}, which is in no table`);
    const stated = Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
    return (row['id'] ?? '').split('|').map((id): Row => ({ ...row, ...other, ...stated, id }));
  });

const architectureOf = (row: Row): string => (row['id'] ?? '').split('.')[0]?.toLowerCase() ?? '';

/** The row at another image size: a convolution's work and activations grow with the pixels (a transformer's a little faster). */
function atSize(row: Row, side: number): Row {
  const ratio = (side / Number(row['image_size'])) ** 2;
  const scaled = (column: string): string => (row[column] ? String(Number((Number(row[column]) * ratio).toPrecision(4))) : '');
  return { ...row, image_size: String(side), gmacs: scaled('gmacs'), activations_m: scaled('activations_m'), confidence: 'computed' };
}

/** timm counts multiply-adds at one size of each architecture; rows of the same architecture at another size take them from there. */
function withMultiplyAdds(rows: readonly Row[]): Row[] {
  const counted = new Map<string, Row>();
  for (const row of rows) if (row['library'] === 'timm' && row['gmacs'] && !counted.has(architectureOf(row))) counted.set(architectureOf(row), row);
  return rows.map((row) => {
    const other = counted.get(architectureOf(row));
    if (row['library'] === 'timm' && !row['gmacs'] && other) {
      const { gmacs = '', activations_m = '' } = atSize(other, Number(row['image_size']));
      return { ...row, gmacs, activations_m, confidence: 'computed' };
    }
    // hub copies of timm's small-size benchmark rows (microsoft/resnet-50 at 160 pixels): their image processors crop to the usual size
    return row['library'] === 'transformers' && row['base'] && Number(row['image_size']) < usualImageSize ? atSize(row, usualImageSize) : row;
  });
}

/** timm lists an untagged name at its benchmark's size (resnet50 at 160 pixels); a weight of the same architecture at the usual size says what training costs. */
const untaggedAtUsualSize = (rows: readonly Row[]): Row[] =>
  rows
    .filter((row) => row['library'] === 'timm' && row['id']?.includes('.') && row['gmacs'] && Number(row['image_size']) === usualImageSize)
    .map((row) => ({ ...row, id: row['id']?.split('.')[0] ?? '' }));

/** Lower is better: a row with multiply-adds, then the usual size, then the smaller one, then what was read rather than remembered. */
const preference = (row: Row): number =>
  (row['gmacs'] ? 0 : 1e7) +
  (Number(row['image_size']) === usualImageSize ? 0 : 1e4 + Number(row['image_size'] || 0)) +
  (row['confidence'] === 'recalled' ? 0.5 : 0);
