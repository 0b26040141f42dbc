// Named data sets with split sizes, lengths and image sizes, by name, configuration and library.
import { confidenceLetter } from '../compact/confidence';
import { numberIn, readCsv } from '../compact/readCsv';
import type { SourceList } from '../compact/sourceList';
import type { BuiltTable } from '../compact/tableWriter';

/** @param own folder of our own rows: `datasetCorrections.csv` stands before the collected ones, `datasets.csv` only where those have none. */
export function datasetsTable(folder: string, own: string, sources: SourceList): BuiltTable {
  const seen = new Set<string>();
  const firstOfEach = [`${own}/datasetCorrections.csv`, `${folder}/datasets/datasets.csv`, `${own}/datasets.csv`].flatMap(readCsv).filter((row) => {
    const key = `${row['library']}\t${row['name']}\t${row['config']}`.toLowerCase();
    return seen.size !== seen.add(key).size;
  });
  const rows = firstOfEach.sort((a, b) => order(`${a['library']}\t${a['name']}\t${a['config']}`, `${b['library']}\t${b['name']}\t${b['config']}`));
  return {
    name: 'datasets',
    about: 'Data sets by library, name and configuration; samples a split, tokens a sample, bytes a sample (Arrow), pixels, hours of the training split.',
    columns: [
      { name: 'name', required: true },
      { name: 'config' },
      { name: 'library', required: true, repeats: true },
      { name: 'modality', required: true, repeats: true },
      { name: 'confidence', required: true, repeats: true },
      { name: 'sources', required: true, repeats: true },
      { name: 'train', range: [1, 2e11] },
      { name: 'validation', range: [1, 1e10] },
      { name: 'test', range: [1, 1e10] },
      { name: 'bytesPerSample', range: [0.1, 1e10] },
      { name: 'classes', range: [1, 1e7] },
      { name: 'imageSize' },
      { name: 'audioHours', range: [0.01, 1e7] },
      { name: 'tokensMean', range: [1, 1e8] },
      { name: 'tokensP50', range: [1, 1e8] },
      { name: 'tokensP90', range: [1, 1e8] },
      { name: 'tokensP99', range: [1, 1e8] },
      { name: 'tokensMax', range: [1, 1e9] },
      { name: 'tokensDeviation', range: [0, 1e8] },
      { name: 'totalTokens', range: [1, 1e14] },
      { name: 'tokenizer', repeats: true },
      { name: 'otherSplits' },
    ],
    rows: rows.map((row) => [
      row['name'],
      row['config'],
      row['library'],
      row['modality'],
      confidenceLetter(row['confidence']),
      sources.cite(row['source'] ?? ''),
      numberIn(row, 'train_samples') || undefined,
      numberIn(row, 'validation_samples') || undefined,
      numberIn(row, 'test_samples') || undefined,
      numberIn(row, 'bytes_per_sample') || undefined,
      numberIn(row, 'classes'),
      row['image_size'],
      numberIn(row, 'audio_hours'),
      numberIn(row, 'tokens_mean'),
      numberIn(row, 'tokens_p50'),
      numberIn(row, 'tokens_p90'),
      numberIn(row, 'tokens_p99'),
      numberIn(row, 'tokens_max'),
      numberIn(row, 'tokens_std'),
      numberIn(row, 'total_tokens'),
      row['tokenizer'],
      shortSplits(row['other_splits']),
    ]),
    key: ['library', 'name', 'config'],
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const mostSplitsLength = 150;
/** Dozens of splits (one a language) are no help to a reader. */
const shortSplits = (cell: string | undefined): string | undefined => (cell && cell.length <= mostSplitsLength ? cell : undefined);

/**
 * Names that a trainer's own list gives to hub sets (`dataset: alpaca_en`).
 * @param isKnown whether a set stands in the table of sets; a name for one that does not says nothing and is left out.
 */
export function datasetAliasesTable(own: string, sources: SourceList, isKnown: (name: string) => boolean): BuiltTable {
  return {
    name: 'datasetAliases',
    about: 'What trainers call hub data sets in their own lists: the name, and the set and configuration that it stands for.',
    columns: [
      { name: 'name', required: true },
      { name: 'library', required: true, repeats: true },
      { name: 'dataset', required: true },
      { name: 'config' },
      { name: 'sources', required: true, repeats: true },
    ],
    rows: readCsv(`${own}/datasetAliases.csv`)
      .filter((row) => isKnown(row['dataset'] ?? ''))
      .map((row) => [row['name'], row['library'], row['dataset'], row['config'], sources.cite(row['source'] ?? '')]),
    key: ['library', 'name'],
  };
}
