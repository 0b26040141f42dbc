// Where a tried value can be kept: the question beside each value that is changed in place.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Settings } from '../../src/model/settings';
import type { KeepPlace } from '../protocol/messages';
import { send } from '../state/host';
import type { Shown } from '../state/shown';
import { store } from '../state/store';
import { t } from '../state/strings';
import type { InputName } from './inputs';

function placeName(place: KeepPlace): string {
  switch (place) {
    case 'code':
      return t('in the code');
    case 'file':
      return t('in a comment of this file');
    case 'workspace':
      return t('in this workspace');
  }
}

/** @returns nothing until the value differs from what stands there. @param done closes the editor; the value stays tried */
export function keepQuestion(input: InputName, { keepable }: Shown, done: () => void): TemplateResult | typeof nothing {
  const value = store.whatIf[input];
  if (value === undefined) return nothing;
  const keep = (where: KeepPlace): void => {
    send({ type: 'keep', settings: { [input]: value } as Settings, where });
    done();
  };
  return html`<div class="keep" role="group" aria-label=${t('Where to keep it')}>
    <span class="dim">${t('Keep it')}</span>
    ${(keepable[input] ?? []).map((place) => html`<vscode-button appearance="secondary" @click=${() => keep(place)}>${placeName(place)}</vscode-button>`)}
    <vscode-button appearance="secondary" @click=${done}>${t('only now')}</vscode-button>
  </div>`;
}

/** "GPU, Region: in this workspace · Epochs: in the code": where "Apply" puts what is being tried, and what it can put nowhere. */
export function destinations(tried: readonly InputName[], { keepable }: Shown, label: (input: InputName) => string): string {
  const byPlace = new Map<string, string[]>();
  for (const input of tried) {
    const [place] = keepable[input] ?? [];
    const name = place ? placeName(place) : t('only here');
    byPlace.set(name, [...(byPlace.get(name) ?? []), label(input)]);
  }
  return [...byPlace].map(([place, labels]) => t('{0}: {1}', labels.join(', '), place)).join(' · ');
}
