// Plots of estimated against measured values, as SVG: both axes logarithmic, the diagonal, a band of a factor of 2, a dot a run.
import { names, type Scored, type Shown } from './score';

const size = 480;
const margin = { left: 56, bottom: 44, top: 30, right: 150 } as const;
/** Colours that differ for the colour-blind (Okabe & Ito 2008). */
const palette = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#999933', '#666666'] as const;
const units: Readonly<Record<Shown, string>> = { gpuHours: 'GPU-hours', peakMemoryGiB: 'GiB', energyKwh: 'kWh', wattsPerGpu: 'W' };
const bandFactor = 2;
const round = (x: number): string => x.toFixed(1);
/** "10⁴" above a thousand, plain below. */
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const tick = (power: number): string =>
  power >= -2 && power <= 3
    ? String(10 ** power)
    : `10${power < 0 ? '⁻' : ''}${[...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join('')}`;

/** @param points of one quantity; those kept out of the fit are filled, those fitted are rings */
export function plot(quantity: Shown, points: readonly Scored[]): string {
  const values = points.flatMap(({ truth, estimate }) => [truth, estimate.mid]);
  const [from, to] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const span = size - margin.left;
  const along = (value: number): number => ((Math.log10(value) - from) / (to - from)) * span;
  const x = (value: number): number => margin.left + along(value);
  const y = (value: number): number => margin.top + span - along(value);
  const [least, most] = [10 ** from, 10 ** to];
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const kinds = [...new Set(points.map(({ row }) => row.kind))].sort();
  const colour = (kind: string): string => palette[kinds.indexOf(kind) % palette.length] ?? palette[0];
  const grid = powers.map((power) => {
    const value = 10 ** power;
    return `<path class="grid" d="M${round(x(value))} ${margin.top}V${margin.top + span}M${margin.left} ${round(y(value))}H${margin.left + span}"/><text x="${round(x(value))}" y="${margin.top + span + 16}" text-anchor="middle">${tick(power)}</text><text x="${margin.left - 6}" y="${round(y(value) + 4)}" text-anchor="end">${tick(power)}</text>`;
  });
  const band = [
    `M${round(x(least))} ${round(y(least * bandFactor))}`,
    `L${round(x(most / bandFactor))} ${round(y(most))}`,
    `L${round(x(most))} ${round(y(most))}`,
    `L${round(x(most))} ${round(y(most / bandFactor))}`,
    `L${round(x(least * bandFactor))} ${round(y(least))}`,
    `L${round(x(least))} ${round(y(least))}Z`,
  ].join('');
  const ordered = [...points].sort((a, b) => (a.row.use === b.row.use ? 0 : a.row.use === 'fit' ? -1 : 1));
  const dots = ordered.map(({ row, truth, estimate }) => {
    const style = row.use === 'check' ? `fill="${colour(row.kind)}"` : `fill="none" stroke="${colour(row.kind)}" stroke-opacity="0.45"`;
    return `<circle cx="${round(x(truth))}" cy="${round(y(estimate.mid))}" r="3" ${style}><title>${row.id.replace(/[<>&]/g, '')}: measured ${truth.toPrecision(3)}, estimated ${estimate.mid.toPrecision(3)} ${units[quantity]}</title></circle>`;
  });
  const legend = kinds.map(
    (kind, i) =>
      `<circle cx="${size + 16}" cy="${margin.top + 8 + 20 * i}" r="4" fill="${colour(kind)}"/><text x="${size + 26}" y="${margin.top + 12 + 20 * i}">${kind}</text>`,
  );
  const note = `<text x="${size + 10}" y="${margin.top + 24 + 20 * kinds.length}">filled: held out</text><text x="${size + 10}" y="${margin.top + 42 + 20 * kinds.length}">rings: fitted</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size + margin.right} ${margin.top + span + margin.bottom}" font-family="system-ui, sans-serif" font-size="11" role="img" aria-label="${names[quantity]}: estimated against measured">
<style>text{fill:#57606a}.title{font-size:14px;font-weight:600;fill:#24292f}.grid{stroke:#8c959f;stroke-opacity:.25}.diagonal{stroke:#57606a;stroke-dasharray:4 3}.band{fill:#8c959f;fill-opacity:.12}@media(prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}.diagonal{stroke:#9198a1}}</style>
<text class="title" x="${margin.left}" y="18">${names[quantity]}</text>
<path class="band" d="${band}"/>
${grid.join('\n')}
<path class="diagonal" d="M${round(x(least))} ${round(y(least))}L${round(x(most))} ${round(y(most))}"/>
${dots.join('\n')}
<text x="${margin.left + span / 2}" y="${margin.top + span + 36}" text-anchor="middle">measured, ${units[quantity]}</text>
<text transform="translate(14 ${margin.top + span / 2}) rotate(-90)" text-anchor="middle">estimated, ${units[quantity]}</text>
${legend.join('\n')}
${note}
</svg>
`;
}
