// Writes docs/data-sources.md: what each bundled table holds, by which sources, under which licences.
import { writeFileSync } from 'node:fs';
import type { BuiltTable } from './compact/tableWriter';

const attribution = `## Attribution

- Grid intensities of countries: [Ember](https://ember-energy.org) and [Our World in Data](https://ourworldindata.org/energy) (CC BY 4.0), as shipped by [CodeCarbon](https://github.com/mlco2/codecarbon) (MIT).
- Accelerators: Epoch AI, ["Data on Machine Learning Hardware"](https://epoch.ai/data/machine-learning-hardware) (CC BY 4.0), with the further sources below.
- Powers, intensities of zones and reference values: [Green Algorithms](https://www.green-algorithms.org) (CC BY 4.0).
- Australian states: Australian National Greenhouse Accounts Factors 2024 (CC BY 4.0).
- Canadian provinces: Environment and Climate Change Canada. Contains information licensed under the Open Government Licence - Canada.
- Google Cloud regions: [region-carbon-info](https://github.com/GoogleCloudPlatform/region-carbon-info) (Apache-2.0). Russian regions and some countries: [Eco2AI](https://github.com/sb-ai-lab/Eco2AI) (Apache-2.0).
- GPU and region facts: [ML CO2 Impact](https://github.com/mlco2/impact) (MIT). US grids: EPA eGRID (public domain). UK factors: Open Government Licence v3.0.
- Figures marked "facts only" are single published numbers; no text, code or database of those sources is included. Share-alike data (ODbL, CC BY-SA, AGPL) is not bundled.
`;

const intervals = `## Intervals

- Grids: \`spread\` is the largest ratio to another bundled series of the same grid (other years, other methods), at least 1.1 and at most 2.5; 0.02 kg/kWh is added either way, since direct and life-cycle
  figures of one grid differ by 0.01 to 0.06 kg/kWh. Regions take the spread of the grid that they lie in.
- PUE: a region's own disclosed figure within 5 % (what it moved by between 2022 and 2024); a fleet's average with the span of the provider's published sites; a class with its stated range.
- On-site water: a factor of two either way. Manufacture: the ranges in \`embodiedClasses\`, with the published figures beside them. Lifetimes: three to six years.
- Models, data sets and accelerators are counts and datasheet values; how sure a row is says its confidence, and a model matched only by its family's name says so first.
`;

const format = `## Format

Each table is one string: a header line, then a line a row, cells separated by tabs, trailing empty cells left out. A column whose header ends in \`^\` repeats the cell above where it is empty
(a single blank stands for an empty cell there). \`sources\` cells are numbers of rows in \`sources\`, the decisive one first. \`confidence\`: \`v\` read in its source, \`c\` computed from parts that were, \`r\` written from memory.
\`npm run tables\` derives the tables from the collected facts, checks keys and ranges and stops at anything implausible; our own additions, each with its reason, are the CSV files in \`data/own\`.
\`npm run knowledge:check\` prints what the tables hold and where they contradict themselves, and holds their parameter totals against the formula.
`;

export function writeSourcesPage(path: string, tables: readonly BuiltTable[]): void {
  const sources = tables.find((table) => table.name === 'sources');
  const lines = [
    '# Data sources',
    '',
    'Written by `npm run tables`; do not edit.',
    '',
    'Every figure in the panel opens its source; this page lists them all. Nothing is fetched when the extension runs: the tables below are part of it.',
    '',
    '## Tables',
    '',
  ];
  lines.push('| table | rows | what | by confidence |', '| --- | ---: | --- | --- |');
  for (const table of tables) lines.push(`| ${table.name} | ${table.rows.length} | ${table.about.replaceAll('|', '\\|')} | ${confidences(table)} |`);
  lines.push('', format, intervals, attribution, '## Sources', '', '| source | licence | rows that rest on it first | tables |', '| --- | --- | ---: | --- |');
  const uses = usesOf(tables);
  for (const [number, text, licence, url] of sources?.rows ?? []) {
    const use = uses.get(String(number));
    if (use) lines.push(`| ${url ? `[${clean(text)}](${url})` : clean(text)} | ${licence || '-'} | ${use.count} | ${[...use.tables].join(', ')} |`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

const clean = (text: unknown): string => String(text).replaceAll('|', '\\|');

function confidences(table: BuiltTable): string {
  const at = table.columns.findIndex((column) => column.name === 'confidence');
  if (at < 0) return '';
  const count = (letter: string): number => table.rows.filter((row) => row[at] === letter).length;
  return [
    ['v', 'read'],
    ['c', 'computed'],
    ['r', 'recalled'],
  ]
    .map(([letter, word]) => `${count(letter ?? '')} ${word}`)
    .filter((text) => !text.startsWith('0 '))
    .join(', ');
}

function usesOf(tables: readonly BuiltTable[]): Map<string, { count: number; tables: Set<string> }> {
  const uses = new Map<string, { count: number; tables: Set<string> }>();
  for (const table of tables) {
    table.columns.forEach((column, at) => {
      if (!/sources$/i.test(column.name)) return;
      for (const row of table.rows) {
        const [first] = String(row[at] ?? '').split(',');
        if (!first) continue;
        const use = uses.get(first) ?? { count: 0, tables: new Set<string>() };
        use.count++;
        use.tables.add(table.name);
        uses.set(first, use);
      }
    });
  }
  return uses;
}
