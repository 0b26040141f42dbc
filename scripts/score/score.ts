// `npm run score -- FOLDER... [--verbose] [--only ID]`: precision and recall of the facts read from labelled files, by field and by language.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FIELDS } from './labels';
import { scoreFolder, type FieldResult, type FileResult } from './scoreFolder';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', default: false }, only: { type: 'string' } },
});

/** Every folder of our own files with labels. */
const ownFolders = (): readonly string[] => {
  const corpus = join(__dirname, '../../test/corpus');
  return readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('labels.jsonl'))
    .map((name) => join(corpus, name, '..'))
    .sort();
};

interface Tally {
  right: number;
  wrong: number;
  missing: number;
  invented: number;
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1)).padStart(6);
const shares = ({ right, wrong, missing }: Tally): string => `${percent(right, right + wrong)}  ${percent(right, right + wrong + missing)}`;

function tallyBy(results: readonly { readonly key: string; readonly result: FieldResult }[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { key, result } of results) {
    const tally = tallies.get(key) ?? { right: 0, wrong: 0, missing: 0, invented: 0 };
    tallies.set(key, tally);
    if (result.verdict !== 'agreed' && result.verdict !== 'beyond') tally[result.verdict]++;
  }
  return tallies;
}

function notesOf({ label, analysis, runs }: FileResult): readonly string[] {
  if (!label.is_training) return analysis.runs.length > 0 ? [`${label.id}: ${analysis.runs.length} run(s) in a file that trains nothing`] : [];
  const none = analysis.runs.length === 0 ? [`${label.id}: no run found`] : [];
  return [
    ...none,
    ...runs.flatMap(({ fields, anchorRight, anchor }) => [
      ...(anchorRight === false ? [`${label.id}: anchor ${anchor}, labelled otherwise`] : []),
      ...fields.flatMap(({ field, verdict, read, labelled }) => {
        if (verdict === 'missing') return options.verbose ? [`${label.id}: ${field} missing, labelled ${labelled.join(' | ')}`] : [];
        if (verdict === 'wrong') return [`${label.id}: ${field} = ${JSON.stringify(read)}, labelled ${labelled.join(' | ')}`];
        return verdict === 'invented' ? [`${label.id}: ${field} = ${JSON.stringify(read)} was invented`] : [];
      }),
    ]),
  ];
}

async function main(): Promise<void> {
  const folders = positionals.length > 0 ? positionals : ownFolders();
  const files: FileResult[] = [];
  for (const folder of folders) files.push(...(await scoreFolder(folder, options.only)));
  const all = files.flatMap(({ label, runs }) => runs.flatMap(({ fields }) => fields.map((result) => ({ label, result }))));
  console.log('field                    right wrong missing invented  precision recall');
  const byField = tallyBy(all.map(({ result }) => ({ key: result.field, result })));
  for (const field of Object.keys(FIELDS)) {
    const tally = byField.get(field);
    if (!tally) continue;
    const counts = [tally.right, tally.wrong, tally.missing, tally.invented].map((count) => String(count).padStart(7)).join('');
    console.log(`${field.padEnd(23)}${counts}      ${shares(tally)}`);
  }
  for (const [language, tally] of tallyBy(all.map(({ label, result }) => ({ key: label.language, result }))))
    console.log(`language ${language.padEnd(14)} ${shares(tally)}`);
  files.flatMap(notesOf).forEach((note) => {
    console.log(`  ${note}`);
  });
  const training = files.filter(({ label }) => label.is_training);
  const anchors = training.flatMap(({ runs }) => runs.flatMap(({ anchorRight }) => (anchorRight === undefined ? [] : [anchorRight])));
  const falseAlarms = files.filter(({ label, analysis }) => !label.is_training && analysis.runs.length > 0);
  console.log(
    `training files found ${training.filter(({ analysis }) => analysis.runs.length > 0).length}/${training.length}, anchors ${anchors.filter(Boolean).length}/${anchors.length}, false alarms ${falseAlarms.length}/${files.length - training.length}`,
  );
  const total = tallyBy(all.map(({ result }) => ({ key: 'all', result }))).get('all');
  if (total) console.log(`all fields: precision and recall ${shares(total)}, invented ${total.invented}`);
}

void main();
