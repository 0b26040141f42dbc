// The one big figure with its range, the sentence that explains it, and the six tiles beside it.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Interval } from '../../src/model/interval';
import type { Figure } from '../../src/report/reportModel';
import { narrowing } from '../components/questions';
import { infoLink, openSources } from '../components/sources';
import { send } from '../state/host';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

export function headline(state: Shown): TemplateResult {
  const { report, baseline } = state;
  const figure = report.headline;
  return html`<section class="hero" aria-label=${t('Summary')}>
    <div>
      ${figure ? bigFigure(figure, baseline?.headline ?? null) : nothing}
      ${report.sentence ? html`<p class="say"><strong>${report.sentence.emphasis}</strong>${report.sentence.rest}</p>` : nothing} ${narrowing(state)}
      ${
        report.equivalents.length > 0
          ? html`<p class="say dim">
              ${report.equivalents.map(({ text, link }, index) => html`${index > 0 ? ' · ' : nothing}${text} ${infoLink(link, t('Comparison'))}`)}
            </p>`
          : nothing
      }
      <p class="say"><button class="link" @click=${() => send({ type: 'command', command: 'explainFigures' })}>${t('What do these figures mean?')}</button></p>
    </div>
    <div class="tiles">${report.tiles.map(tile)}</div>
  </section>`;
}

function bigFigure(figure: Figure, baseline: Figure | null): TemplateResult {
  const [number = '', ...unit] = figure.value.split(' ');
  return html`<div class="big" aria-live="polite" aria-atomic="true">
      <button
        class="figure"
        aria-haspopup="dialog"
        title=${t('Where this figure comes from')}
        @click=${(event: Event) => openSources(event, figure.label, figure.provenance)}
      >
        <b>${number}</b> ${unit.join(' ')}
      </button>
      ${baseline ? html`<span class="was">${t('instead of {0}', baseline.value)}</span>` : nothing}
    </div>
    ${figure.interval ? rangeBar(figure, figure.interval, baseline?.interval ?? undefined) : nothing}`;
}

/** A drawing 100 wide, the interval on a linear scale; with a what-if, what the files say now stands below it. */
function rangeBar(figure: Figure, now: Interval, before: Interval | undefined): TemplateResult {
  const low = Math.min(now.low, before?.low ?? now.low);
  const high = Math.max(now.high, before?.high ?? now.high);
  const at = (value: number): number => (high > low ? ((value - low) / (high - low)) * 100 : 50);
  const [from = '', to = ''] = figure.range.split(' – ');
  const label = from && to ? t('90 percent interval: {0} to {1}', from, to) : t('exact');
  return html`<div class="range" role="img" aria-label=${label}>
      <svg viewBox="0 0 100 26" preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <linearGradient id="fade">
            <stop offset="0" class="fade-end" />
            <stop offset="0.25" class="fade-middle" />
            <stop offset="0.75" class="fade-middle" />
            <stop offset="1" class="fade-end" />
          </linearGradient>
        </defs>
        <rect class="now" x=${at(now.low)} y="10" width=${Math.max(1, at(now.high) - at(now.low))} height="6" fill="url(#fade)"></rect>
        ${before ? svg`<rect class="before" x=${at(before.low)} y="19" width=${Math.max(1, at(before.high) - at(before.low))} height="3"></rect>` : nothing}
        <line class="mid" x1=${at(now.mid)} x2=${at(now.mid)} y1="6" y2="20"></line>
        ${before ? svg`<line class="mid before" x1=${at(before.mid)} x2=${at(before.mid)} y1="17" y2="24"></line>` : nothing}
      </svg>
    </div>
    ${
      before
        ? html`<div class="scale"><span>${figure.range}</span><span class="key-before">${t('before')}</span></div>`
        : html`<div class="scale"><span>${from}</span><span>${t('90 % of such runs')}</span><span>${to}</span></div>`
    }`;
}

function tile(figure: Figure): TemplateResult {
  return html`<button class="tile" aria-haspopup="dialog" @click=${(event: Event) => openSources(event, figure.label, figure.provenance)}>
    <span class="k">${figure.label}</span>
    <span class="v">${figure.value}</span>
    <span class="r">${unbroken(figure.note ?? figure.range)}</span>
  </button>`;
}

/** A sign stays with its number. */
const unbroken = (text: string): string => text.replaceAll('≤ ', '≤\u00a0').replaceAll(' – ', '\u00a0–\u00a0');
