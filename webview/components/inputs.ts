// One control for one input of the estimate; what it shows is tried at once and written only when the user keeps it.
import { html, type TemplateResult } from 'lit-html';
import type { Settings } from '../../src/model/settings';
import type { Choice } from '../protocol/messages';
import type { Shown } from '../state/shown';
import { tryInput } from '../state/store';
import { t } from '../state/strings';

/** The inputs that have a control. */
export type InputName =
  'gpu' | 'gpuCount' | 'region' | 'pue' | 'precision' | 'method' | 'epochs' | 'perDeviceBatchSize' | 'datasetSamples' | 'meanTokensPerSample';

/** Runs with more epochs are typed, not dragged. */
const mostSliderEpochs = 10;
/** 2^12 = 4096 samples: the largest batch the slider reaches. */
const largestBatchPower = 12;

const inputValue = (event: Event): string => (event.target as HTMLInputElement).value;

/** A name, as text, for `aria-label` and for the label above the control. */
export function inputLabel(input: InputName): string {
  switch (input) {
    case 'gpu':
      return t('GPU');
    case 'gpuCount':
      return t('Number');
    case 'region':
      return t('Region');
    case 'pue':
      return t('PUE');
    case 'precision':
      return t('Precision');
    case 'method':
      return t('Method');
    case 'epochs':
      return t('Epochs');
    case 'perDeviceBatchSize':
      return t('Batch');
    case 'datasetSamples':
      return t('Samples');
    case 'meanTokensPerSample':
      return t('Tokens a sample');
  }
}

/** Whether a row's `editable` has a control here. */
export const isInputName = (name: string): name is InputName =>
  ['gpu', 'gpuCount', 'region', 'pue', 'precision', 'method', 'epochs', 'perDeviceBatchSize', 'datasetSamples', 'meanTokensPerSample'].includes(name);

/** The control, without its label. `id` makes it reachable from a link. */
export function inputEditor(input: InputName, { choices, report: { inputs } }: Shown, id?: string): TemplateResult {
  switch (input) {
    case 'gpu':
      return list(input, choices.gpus, inputs.gpu, id);
    case 'region':
      return list(input, choices.regions, inputs.region, id);
    case 'precision':
      return list(input, choices.precisions, inputs.precision, id);
    case 'method':
      return list(input, choices.methods, inputs.method, id);
    case 'epochs':
      return inputs.epochs !== null && inputs.epochs <= mostSliderEpochs
        ? slider(input, inputs.epochs, 1, mostSliderEpochs, (position) => position, id)
        : field(input, inputs.epochs, id);
    case 'perDeviceBatchSize':
      return inputs.perDeviceBatchSize !== null && Number.isInteger(Math.log2(inputs.perDeviceBatchSize))
        ? slider(input, Math.log2(inputs.perDeviceBatchSize), 0, largestBatchPower, (position) => 2 ** position, id)
        : field(input, inputs.perDeviceBatchSize, id);
    default:
      return field(input, inputs[input], id);
  }
}

function list(input: InputName, choices: readonly Choice[], value: string | null, id: string | undefined): TemplateResult {
  const listed = value === null ? undefined : choices.find((choice) => isSame(choice, value));
  const all = value === null || listed ? choices : [{ value, label: value }, ...choices];
  const current = listed?.value ?? value;
  return html`<select
    id=${id ?? `input-${input}`}
    aria-label=${inputLabel(input)}
    @change=${(event: Event) => tryInput({ [input]: inputValue(event) || undefined } as Settings)}
  >
    ${value === null ? html`<option value="" selected>${t('not stated')}</option>` : ''}
    ${grouped(all).map(([group, members]) => {
      const options = members.map((choice) => html`<option value=${choice.value} .selected=${choice.value === current}>${choice.label}</option>`);
      return group === undefined ? options : html`<optgroup label=${group}>${options}</optgroup>`;
    })}
  </select>`;
}

/** Names are spelt in several ways: with spaces or hyphens, in capitals or not. */
const plain = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');
const isSame = ({ value, label }: Choice, name: string): boolean => plain(value) === plain(name) || plain(label) === plain(name);

/** Choices under their headings, in the order given. */
function grouped(choices: readonly Choice[]): readonly (readonly [string | undefined, readonly Choice[]])[] {
  const groups = new Map<string | undefined, Choice[]>();
  for (const choice of choices) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  return [...groups];
}

function slider(input: InputName, position: number, low: number, high: number, valueAt: (position: number) => number, id: string | undefined): TemplateResult {
  return html`<input
    type="range"
    id=${id ?? `input-${input}`}
    aria-label=${inputLabel(input)}
    aria-valuetext=${valueAt(position)}
    min=${low}
    max=${high}
    .value=${String(position)}
    @input=${(event: Event) => tryInput({ [input]: valueAt(Number(inputValue(event))) } as Settings)}
  />`;
}

/** Numbers may be typed with spaces, commas or underscores between the thousands, as people write them. */
function field(input: InputName, value: number | null, id: string | undefined): TemplateResult {
  return html`<input
    class="number"
    id=${id ?? `input-${input}`}
    inputmode="decimal"
    autocomplete="off"
    aria-label=${inputLabel(input)}
    placeholder=${id ? t('not stated') : t('another number')}
    .value=${value === null ? '' : withThousands(value)}
    @change=${(event: Event) => {
      const number = Number(inputValue(event).replace(/[\s,_]/g, ''));
      const target = event.target as HTMLInputElement;
      const usable = Number.isFinite(number) && number > 0;
      target.toggleAttribute('aria-invalid', !usable && target.value !== '');
      if (usable) tryInput({ [input]: number } as Settings);
      else if (target.value === '') tryInput({ [input]: undefined } as Settings);
    }}
  />`;
}

const withThousands = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 });
