// The whole page for one state.
import { html, type TemplateResult } from 'lit-html';
import type { PanelState } from '../protocol';
import { alternatives } from '../sections/alternatives';
import { compare } from '../sections/compare';
import { header } from '../sections/header';
import { headline } from '../sections/headline';
import { memory } from '../sections/memory';
import { origins } from '../sections/origins';
import { whatIf } from '../sections/whatIf';
import { questions } from './questions';
import { sourcePopover } from './sources';
import { placeholder } from './states';

export function page(state: PanelState): TemplateResult {
  if (state.kind !== 'report') return html`<main>${placeholder(state)}</main>`;
  return html`<main>
      ${header(state)} ${state.report.estimated ? headline(state) : questions(state)} ${alternatives(state)} ${origins(state)} ${whatIf(state)}
      ${compare(state)} ${memory(state)}
    </main>
    ${sourcePopover()}`;
}
