// "Where is this from?": links that go to the code, and a small pop-over that shows what backs a figure.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Provenance } from '../../src/model/source';
import type { SourceLink } from '../../src/report/reportModel';
import { send } from '../state/host';
import { reasonWords } from '../../src/report/figures/reasons';
import { t } from '../state/strings';
import { fileNameOf } from '../../src/model/paths';

/** What the pop-over shows at the moment. */
export interface Opened {
  readonly title: string;
  readonly sources: readonly Provenance[];
}

let opened: Opened | undefined;
let invoker: HTMLElement | undefined;
let redraw: () => void = () => undefined;
export const onOpened = (draw: () => void): void => void (redraw = draw);

const popoverId = 'source';
const gapPixels = 6;

/** Shows what backs a figure beside the element that asked. */
export function openSources(event: Event, title: string, sources: readonly Provenance[]): void {
  invoker = event.currentTarget as HTMLElement;
  opened = { title, sources };
  redraw();
  const popover = document.getElementById(popoverId);
  if (!popover) return;
  popover.showPopover();
  place(popover, invoker.getBoundingClientRect());
  popover.focus();
}

function place(popover: HTMLElement, beside: DOMRect): void {
  const { offsetWidth, offsetHeight } = popover;
  const left = Math.max(gapPixels, Math.min(beside.left, window.innerWidth - offsetWidth - gapPixels));
  const below = beside.bottom + gapPixels;
  const top = below + offsetHeight > window.innerHeight ? Math.max(gapPixels, beside.top - offsetHeight - gapPixels) : below;
  popover.style.setProperty('left', `${left}px`);
  popover.style.setProperty('top', `${top}px`);
}

const close = (): void => {
  document.getElementById(popoverId)?.hidePopover();
  invoker?.focus();
};

/** One link of a row: to the code, or to the pop-over. */
export function sourceLink(link: SourceLink, of: string): TemplateResult {
  const { target } = link;
  if (target.kind === 'code') {
    return html`<button class="link" aria-label=${t('{0}: show {1} in the code', of, link.label)} @click=${() => send({ type: 'reveal', span: target.span })}>
      ${link.label}
    </button>`;
  }
  return html`<button class="link" aria-haspopup="dialog" aria-label=${`${of}: ${link.label}`} @click=${(event: Event) => openSources(event, of, [target])}>
    ${link.label}
  </button>`;
}

/** The same as one sign, where a sentence must not be broken by the name of its source. */
export const infoLink = ({ label, target }: SourceLink, of: string): TemplateResult =>
  html`<button
    class="link info"
    aria-haspopup="dialog"
    title=${label}
    aria-label=${`${of}: ${label}`}
    @click=${(event: Event) => openSources(event, of, [target])}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.2"></circle>
      <path d="M8 7.2V11.4M8 4.6V5.9" stroke="currentColor" stroke-width="1.4"></path>
    </svg>
  </button>`;

/** A link to a page on the web; the extension opens it, the page itself goes nowhere. */
export const webLink = (url: string, label: string): TemplateResult =>
  html`<a
    href=${url}
    @click=${(event: Event) => {
      event.preventDefault();
      send({ type: 'openLink', url });
    }}
    >${label}</a
  >`;

/** The pop-over itself; stands once in the page. */
export function sourcePopover(): TemplateResult {
  return html`<div
    id=${popoverId}
    class="popover"
    popover="auto"
    role="dialog"
    tabindex="-1"
    aria-label=${opened ? t('Where {0} comes from', opened.title) : t('Source')}
  >
    ${
      opened
        ? html`<header>
              <h3>${opened.title}</h3>
              <button class="close" aria-label=${t('Close')} @click=${close}>✕</button>
            </header>
            ${opened.sources.length > 0 ? opened.sources.map(source) : html`<p class="dim">${t('No source is recorded for this figure.')}</p>`}`
        : nothing
    }
  </div>`;
}

function source(from: Provenance): TemplateResult {
  switch (from.kind) {
    case 'code':
      return card(
        t('In your code'),
        html`${from.text ? html`<code>${from.text}</code>` : nothing}
          <button
            class="link"
            @click=${() => {
              close();
              send({ type: 'reveal', span: from.span });
            }}
          >
            ${t('{0}, line {1}', fileNameOf(from.span.path), from.span.line)}
          </button>`,
        originWords(from.origin),
      );
    case 'library-default':
      return card(t('Library default'), html`<code>${from.argument}</code>`, `${from.library} ${from.version}`, from.source);
    case 'table':
      return card(
        from.source,
        html`${from.row}`,
        [from.year, from.licence, from.confidence ? confidenceWords(from.confidence) : undefined].filter((part) => part !== undefined).join(' · '),
        from.url,
      );
    case 'setting':
      return card(
        t('Your setting'),
        html`<code>${from.key}</code> <button class="link" @click=${() => send({ type: 'command', command: 'openSettings' })}>${t('Open Settings')}</button>`,
      );
    case 'assumption':
      return card(t('Assumed'), html`${reasonWords(from.why, t)}`, from.source, from.url);
    case 'formula':
      return card(t('How it is worked out'), html`${reasonWords(from.text, t)}`, undefined, from.url);
  }
}

function card(kind: string, body: TemplateResult, remark?: string, url?: string): TemplateResult {
  const isWeb = url?.startsWith('https://') || url?.startsWith('http://');
  return html`<section>
    <div class="kind">${kind}</div>
    <div>${body}</div>
    ${remark ? html`<div class="dim">${remark}</div>` : nothing} ${url && isWeb ? html`<div>${webLink(url, shortened(url))}</div>` : nothing}
  </section>`;
}

const longestShownUrl = 60;
const shortened = (url: string): string => {
  const bare = url.replace(/^https?:\/\/(www\.)?/, '');
  return bare.length > longestShownUrl ? `${bare.slice(0, longestShownUrl)}…` : bare;
};

function originWords(origin: string): string {
  switch (origin) {
    case 'argument-default':
      return t("an argument's default");
    case 'config':
      return t('from a config file');
    case 'launcher':
      return t('from the launcher');
    case 'derived':
      return t('worked out from the code');
    case 'user':
      return t('said by you');
    default:
      return '';
  }
}

function confidenceWords(confidence: string): string {
  switch (confidence) {
    case 'verified':
      return t('read in its source');
    case 'computed':
      return t('computed from its source');
    default:
      return t('not yet checked against its source');
  }
}
