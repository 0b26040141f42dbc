// The report as a picture for slides, papers and pull requests: one SVG that needs nothing beside itself.
import type { Figure, Report } from '../reportModel';
import type { Translate } from '../translate';

/** Fixed colours on white, so that the picture looks the same wherever it is pasted; parts of a bar stay apart in greyscale by their gaps and labels. */
const INK = '#1f2328';
const DIM = '#59636e';
const LINE = '#d1d9e0';
const ACCENT = '#0969da';
const GREEN = '#1a7f37';
const PART_COLOURS: Readonly<Record<string, string>> = {
  compute: ACCENT,
  host: '#818b98',
  overhead: '#8250df',
  embodied: GREEN,
  training: ACCENT,
  forward: ACCENT,
  backward: '#54a3ef',
  recomputation: '#a5cdf5',
  padding: '#bc4c00',
  evaluation: '#9a6700',
  generation: '#cf222e',
};

const WIDTH = 720;
const MARGIN = 32;
const INNER = WIDTH - 2 * MARGIN;
const FONT = "'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'PingFang SC', 'Microsoft YaHei', sans-serif";
/** Average advance of a letter in parts of the size, for wrapping; a CJK character is one whole. */
const LETTER = 0.52;
const MOST_ALTERNATIVES = 3;

/** A piece of the drawing and the height it takes. */
interface Block {
  readonly height: number;
  readonly draw: (top: number) => string;
}

/** @returns the document, or undefined while the run has no figure. */
export function reportToSvg(report: Report, translate: Translate): string | undefined {
  if (!report.headline) return undefined;
  const blocks = [
    title(report),
    headline(report.headline, translate),
    ...(report.sentence ? [paragraph(`${report.sentence.emphasis}${report.sentence.rest}`)] : []),
    tiles(report.tiles),
    ...report.breakdown.map(bar),
    alternatives(report, translate),
    footer(translate),
  ];
  let top = MARGIN;
  const drawn = blocks.map((block) => {
    const at = top;
    top += block.height;
    return block.draw(at);
  });
  const label = `${report.fileName}: ${report.headline.value}${report.headline.range ? ` (${report.headline.range})` : ''}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" font-family="${FONT}" role="img" aria-label="${escaped(label)}">`,
    `<title>${escaped(label)}</title>`,
    `<rect width="${WIDTH}" height="${top}" fill="#ffffff"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

const title = (report: Report): Block => ({
  height: 34,
  draw: (top) => {
    const about = [report.kind, report.facts.find(({ id }) => id === 'model')?.value, report.factors.find(({ id }) => id === 'gpu')?.value, report.place];
    return text(MARGIN, top + 14, 15, report.fileName, { weight: 600 }) + text(MARGIN, top + 33, 12, about.filter(Boolean).join(' · '), { fill: DIM });
  },
});

function headline(figure: Figure, translate: Translate): Block {
  const [number = '', ...unit] = figure.value.split(' ');
  return {
    height: 104,
    draw: (top) => {
      const baseline = top + 62;
      const big = `<text x="${MARGIN}" y="${baseline}" font-size="46" fill="${INK}"><tspan font-weight="700">${escaped(number)}</tspan><tspan dx="10" font-weight="300">${escaped(unit.join(' '))}</tspan></text>`;
      const range = figure.range ? translate('90 % of such runs: {0}', `${figure.range} ${unit.join(' ')}`) : '';
      return big + (range ? text(MARGIN, baseline + 24, 13, range, { fill: DIM }) : '');
    },
  };
}

function paragraph(content: string): Block {
  const lines = wrapped(content, 13, INNER);
  return { height: lines.length * 19 + 8, draw: (top) => lines.map((line, index) => text(MARGIN, top + 13 + index * 19, 13, line)).join('') };
}

function tiles(figures: readonly Figure[]): Block {
  const columns = 3;
  const [width, height] = [INNER / columns, 62];
  return {
    height: Math.ceil(figures.length / columns) * height + 20,
    draw: (top) =>
      figures
        .map(({ label, value, note, range }, index) => {
          const x = MARGIN + (index % columns) * width;
          const y = top + Math.floor(index / columns) * height;
          const inner = [
            text(x + 12, y + 18, 11, label, { fill: DIM }),
            text(x + 12, y + 37, 15, value),
            text(x + 12, y + 53, 11, clipped(note ?? range, 11, width - 24), { fill: DIM }),
          ];
          return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${LINE}"/>${inner.join('')}`;
        })
        .join(''),
  };
}

function bar({ label, parts }: Report['breakdown'][number]): Block {
  const keys = parts.map((part) => ({ words: `${part.label} ${part.percent}`, colour: PART_COLOURS[part.id] ?? DIM }));
  const rows = packed(keys.map(({ words }) => widthOf(words, 12) + 32));
  const rowCount = 1 + Math.max(0, ...rows.map(({ row }) => row));
  return {
    height: 50 + rowCount * 18,
    draw: (top) => {
      let from = MARGIN;
      const segments = parts.map((part, index) => {
        const x = from;
        from += part.fraction * INNER;
        return `<rect x="${round(x)}" y="${top + 20}" width="${round(Math.max(0, part.fraction * INNER - 1.5))}" height="14" fill="${keys[index]!.colour}"/>`;
      });
      const legend = keys.map(({ words, colour }, index) => {
        const { row, x } = rows[index]!;
        const y = top + 52 + row * 18;
        return `<rect x="${MARGIN + x}" y="${y - 9}" width="9" height="9" fill="${colour}"/>${text(MARGIN + x + 15, y, 12, words)}`;
      });
      return text(MARGIN, top + 13, 12, label, { weight: 600 }) + segments.join('') + legend.join('');
    },
  };
}

function alternatives({ alternatives: all }: Report, translate: Translate): Block {
  const shown = all.slice(0, MOST_ALTERNATIVES);
  if (shown.length === 0) return { height: 0, draw: () => '' };
  return {
    height: 28 + shown.length * 22,
    draw: (top) =>
      text(MARGIN, top + 14, 12, translate('Greener alternatives'), { weight: 600 }) +
      shown
        .map(({ saving, savingRange, title: what }, index) => {
          const y = top + 36 + index * 22;
          return (
            text(MARGIN, y, 13, `${saving}`, { weight: 600, fill: GREEN }) +
            text(MARGIN + 62, y, 12, savingRange ? `(${savingRange})` : '', { fill: DIM }) +
            text(MARGIN + 136, y, 13, clipped(what, 13, INNER - 136))
          );
        })
        .join(''),
  };
}

const footer = (translate: Translate): Block => ({
  height: 54,
  draw: (top) =>
    `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${top + 10}" y2="${top + 10}" stroke="${LINE}"/>` +
    text(MARGIN, top + 30, 11, translate('Estimated from the code with Training Footprint, without running it.'), { fill: DIM }) +
    `<circle cx="${WIDTH - MARGIN - 4}" cy="${top + 26}" r="4" fill="${ACCENT}"/>`,
});

function text(
  x: number,
  y: number,
  size: number,
  content: string,
  { weight = 400, fill = INK }: { readonly weight?: number; readonly fill?: string } = {},
): string {
  return content === '' ? '' : `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(content)}</text>`;
}

const isWide = (letter: string): boolean => letter > '\u2e7f';
const widthOf = (content: string, size: number): number => [...content].reduce((sum, letter) => sum + (isWide(letter) ? 1 : LETTER) * size, 0);

/** Broken at spaces, or between characters where a script has none. */
function wrapped(content: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of content.match(/[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff]\s*/g) ?? []) {
    if (line !== '' && widthOf(line + piece.trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

function clipped(content: string, size: number, width: number): string {
  if (widthOf(content, size) <= width) return content;
  const letters = [...content];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Puts pieces of these widths into rows, from the left. */
function packed(widths: readonly number[]): readonly { readonly row: number; readonly x: number }[] {
  let [row, x] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > INNER) [row, x] = [row + 1, 0];
    const at = { row, x };
    x += width;
    return at;
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (content: string): string => content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
