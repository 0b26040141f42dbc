// The whole page for one state.
import { html, type TemplateResult } from 'lit-html';
import type { PanelState } from '../protocol/messages';
import { alternatives } from '../sections/alternatives';
import { compare } from '../sections/compare';
import { demand } from '../sections/demand';
import { exports } from '../sections/export';
import { header } from '../sections/header';
import { headline } from '../sections/headline';
import { measured } from '../sections/measured';
import { memory } from '../sections/memory';
import { origins } from '../sections/origins';
import { serving } from '../sections/serving';
import { whatIf } from '../sections/whatIf';
import type { Shown } from '../state/shown';
import { store } from '../state/store';
import { questions } from './questions';
import { sourcePopover } from './sources';
import { placeholder } from './states';

/** @param shown the run with what is being tried, where there is one */
export function page(state: PanelState, shown: Shown | undefined): TemplateResult {
  if (!shown || state.kind !== 'report') return html`<main>${state.kind === 'report' ? '' : placeholder(state)}</main>`;
  const isBusy = shown.estimator === 'waiting' && Object.keys(store.whatIf).length > 0;
  return html`<main aria-busy=${isBusy}>
      ${header(shown)} ${shown.report.estimated ? headline(shown) : questions(shown)} ${alternatives(shown)} ${origins(shown)} ${measured(shown)}
      ${whatIf(shown)} ${compare(shown)}
      <div class="pair">${memory(shown)} ${demand(shown)}</div>
      ${serving(shown)} ${exports(shown)}
    </main>
    ${sourcePopover()}`;
}
