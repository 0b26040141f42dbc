// One bar of parts that add up to a whole, drawn as SVG, with its key below; the words say all that the picture says.
import { html, nothing, svg, type TemplateResult } from 'lit-html';

export interface BarPart {
  readonly label: string;
  /** 0..1 of the bar's width */
  readonly fraction: number;
  /** as written in the key: "52 %", "11 GiB" */
  readonly amount: string;
  /** number of its colour, where it isn't its place in the row */
  readonly series?: number;
}

export interface StackedBar {
  /** name of the whole, for screen readers */
  readonly label: string;
  readonly parts: readonly BarPart[];
  /** 0..1: where the limit stands, if the parts may be more or less than it */
  readonly limit?: number;
}

/** Height in the drawing's own units; the width is 100. */
const HEIGHT = 18;

export function stackedBar({ label, parts, limit }: StackedBar): TemplateResult {
  let from = 0;
  const segments = parts.map(({ fraction, series }, index) => {
    const x = from;
    const width = fraction * 100;
    from += width;
    const number = series ?? index + 1;
    return svg`<rect class=${`series s${number}`} x=${x} y="0" width=${width} height=${HEIGHT}></rect>
      <rect class="hatch" x=${x} y="0" width=${width} height=${HEIGHT} fill=${`url(#hatch${(number % 3) + 1})`}></rect>
      ${index > 0 && width > 0 ? svg`<line class="cut" x1=${x} x2=${x} y1="0" y2=${HEIGHT}></line>` : nothing}`;
  });
  const isOver = limit !== undefined && limit < 1;
  return html`<div class="bar" role="img" aria-label=${`${label}: ${parts.map((part) => `${part.label} ${part.amount}`).join(', ')}`}>
      <svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        ${hatches} ${limit === undefined ? nothing : svg`<rect class="free" x="0" y="0" width=${limit * 100} height=${HEIGHT}></rect>`} ${segments}
        ${isOver ? svg`<line class="limit" x1=${limit * 100} x2=${limit * 100} y1="0" y2=${HEIGHT}></line>` : nothing}
      </svg>
    </div>
    <div class="key" aria-hidden="true">
      ${parts.map((part, index) => html`<span><i class=${`s${part.series ?? index + 1}`}></i>${part.label} <b>${part.amount}</b></span>`)}
    </div>`;
}

/** Shown in the high-contrast themes only, so that colour is never the only cue there. */
const hatches = svg`<defs>
  <pattern id="hatch1" width="1" height="4" patternUnits="userSpaceOnUse"><path d="M0 0H1" stroke="currentColor" stroke-width="1"></path></pattern>
  <pattern id="hatch2" width="1" height="6" patternUnits="userSpaceOnUse"><path d="M0.5 0V6" stroke="currentColor" stroke-width="0.2"></path></pattern>
  <pattern id="hatch3" width="1" height="9" patternUnits="userSpaceOnUse"><path d="M0 0H1" stroke="currentColor" stroke-width="3"></path></pattern>
</defs>`;
