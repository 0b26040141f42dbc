// What the user has to supply, or could supply to narrow the range, each choice with what it would lead to.
import type { Estimate } from '../../model/estimate';
import type { Settings } from '../../model/settings';
import { exact } from '../figures/number';
import { deviceName } from '../figures/names';
import { co2eKg, withRange, write } from '../figures/quantity';
import type { InputQuestion } from '../reportModel';
import type { ReportInput } from './reportInput';
import { COMPARED_DEVICES, COMPARED_REGIONS } from './comparisons';

type Input = InputQuestion['input'];

interface QuestionKind {
  readonly label: string;
  readonly why: string;
  readonly choices: (input: ReportInput) => readonly { readonly value: string; readonly label: string }[];
  readonly settings?: (value: string) => Settings;
}

/** The size in the examples of the option: that of a common benchmark set (IMDb's training half). */
export const EXAMPLE_SAMPLES = 25_000;

const numbers =
  (...values: number[]) =>
  () =>
    values.map((value) => ({ value: String(value), label: exact(value) }));

const KINDS: Readonly<Record<Input, QuestionKind>> = {
  model: { label: 'Model', why: 'The code does not say which model is trained.', choices: () => [] },
  datasetSamples: {
    label: 'Dataset size',
    why: 'The training data come in from outside, so the code does not say how many samples there are.',
    choices: numbers(1_000, 10_000, 100_000, 1_000_000),
    settings: (value) => ({ datasetSamples: Number(value) }),
  },
  epochs: {
    label: 'Epochs',
    why: 'The code does not say how often the data are passed over.',
    choices: numbers(1, 3, 10, 100),
    settings: (value) => ({ epochs: Number(value) }),
  },
  gpu: {
    label: 'GPU',
    why: 'The code names no hardware.',
    choices: ({ knowledge }) =>
      COMPARED_DEVICES.flatMap((name) => {
        const device = knowledge.accelerator(name);
        return device ? [{ value: device.name, label: deviceName(device.name) }] : [];
      }),
    settings: (value) => ({ gpu: value }),
  },
  gpuCount: {
    label: 'Number of GPUs',
    why: 'The code does not say on how many devices it runs.',
    choices: numbers(1, 2, 4, 8),
    settings: (value) => ({ gpuCount: Number(value) }),
  },
  region: {
    label: 'Region',
    why: 'Where the power comes from is not stated.',
    choices: ({ knowledge }) =>
      COMPARED_REGIONS.flatMap((code) => {
        const grid = knowledge.grid(code);
        return grid ? [{ value: code, label: grid.name }] : [];
      }),
    settings: (value) => ({ region: value }),
  },
  perDeviceBatchSize: {
    label: 'Batch size',
    why: 'The code does not say how many samples a step takes.',
    choices: numbers(8, 16, 32, 64, 128),
    settings: (value) => ({ perDeviceBatchSize: Number(value) }),
  },
  pue: {
    label: 'PUE',
    why: "The data centre's overhead is not stated.",
    choices: () => ['1.1', '1.2', '1.4', '1.6'].map((value) => ({ value, label: value })),
    settings: (value) => ({ pue: Number(value) }),
  },
  meanTokensPerSample: {
    label: 'Mean text length',
    why: 'How long the texts really are is not known.',
    choices: numbers(64, 128, 256, 512),
    settings: (value) => ({ meanTokensPerSample: Number(value) }),
  },
};

/** Facts whose absence is cured by one of the inputs. */
const INPUT_FOR: Readonly<Record<string, Input>> = {
  model: 'model',
  parameters: 'model',
  dataset: 'datasetSamples',
  datasetSamples: 'datasetSamples',
  samples: 'datasetSamples',
  tokens: 'datasetSamples',
  epochs: 'epochs',
  maxSteps: 'epochs',
  gpu: 'gpu',
  gpuCount: 'gpuCount',
  region: 'region',
  gridIntensity: 'region',
  perDeviceBatchSize: 'perDeviceBatchSize',
  globalBatchSize: 'perDeviceBatchSize',
  pue: 'pue',
  meanTokensPerSample: 'meanTokensPerSample',
  tokensPerSample: 'meanTokensPerSample',
  sequenceLength: 'meanTokensPerSample',
};
export const inputFor = (factName: string): Input | undefined => (Object.hasOwn(INPUT_FOR, factName) ? INPUT_FOR[factName] : undefined);
export const inputLabel = (input: Input): string => KINDS[input].label;

/** Questions without which there is a figure already, most useful first; the one that narrows most goes before all. */
const OPTIONAL: readonly Input[] = ['gpu', 'region', 'meanTokensPerSample', 'perDeviceBatchSize'];

/** Labels of the inputs without which there is no figure. */
export const missingInputs = (input: ReportInput): readonly string[] => decisiveOf(input).map((kind) => labelOf(kind, input));

const decisiveOf = ({ estimate }: ReportInput): Input[] => unique(estimate.missing.map(inputFor));

export function questionsOf(input: ReportInput): readonly InputQuestion[] {
  const { estimate } = input;
  const decisive = decisiveOf(input);
  const assumed = new Set([
    ...estimate.assumptions.map(({ name }) => inputFor(name)),
    ...estimate.chain.filter((factor) => factor.assumed && factor.editable).map(({ editable }) => inputFor(editable ?? '')),
  ]);
  const optional = unique([inputFor(estimate.insights.narrowing?.input ?? ''), ...OPTIONAL]).filter((one) => assumed.has(one) && !decisive.includes(one));
  return [...decisive.map((one) => question(one, input, true)), ...optional.map((one) => question(one, input, false))];
}

const unique = (inputs: readonly (Input | undefined)[]): Input[] => [...new Set(inputs)].filter((one) => one !== undefined);

function question(kind: Input, input: ReportInput, decisive: boolean): InputQuestion {
  const { why, choices, settings } = KINDS[kind];
  const { translate } = input;
  const suggestions = choices(input).map((choice) => ({
    ...choice,
    consequence: settings ? consequence(input.estimateWith({ ...input.settings, ...settings(choice.value) })) : '',
  }));
  const unknown = input.run.unknowns.find(({ fact }) => inputFor(fact) === kind);
  const detail = unknown?.detail ? ` ${translate('It is decided by {0}.', unknown.detail)}` : '';
  const reason = kind === 'model' ? whyNoModel(input) : kind === 'region' ? whyNoPlace(input) : translate(why);
  return { input: kind, label: labelOf(kind, input), why: reason + detail, decisive, suggestions };
}

/** A model that is named but in no table lacks its size only. */
const labelOf = (kind: Input, { run, translate }: ReportInput): string => translate(kind === 'model' && run.facts.model ? 'Model size' : KINDS[kind].label);

/** A model that is named but in no table is not an unstated one: which names lie near, and how its size can be stated. */
function whyNoModel({ run, knowledge, translate }: ReportInput): string {
  const name = run.facts.model?.value;
  if (name === undefined) return translate(KINDS.model.why);
  const near = knowledge.nearestModels(name, run.framework);
  return [
    translate('“{0}” is in none of the model tables.', name),
    ...(near.length > 0 ? [translate('Did you mean {0}?', near.join(', '))] : []),
    translate('Its size can be stated in a comment: {0}', '# footprint: parameters=110e6'),
  ].join(' ');
}

/** A place that is named but in no table is not an unstated one. */
function whyNoPlace({ settings, knowledge, translate }: ReportInput): string {
  const name = settings.region;
  if (!name || knowledge.grid(name)) return translate(KINDS.region.why);
  const near = knowledge.nearestPlaces(name).map(({ code, name: place }) => (place.includes(code.slice(code.indexOf(':') + 1)) ? code : `${code} (${place})`));
  return [translate('“{0}” is in none of the grid tables.', name), ...(near.length > 0 ? [translate('Did you mean {0}?', near.join(', '))] : [])].join(' ');
}

/** "0.34 kg CO₂e (0.19–0.61)", or nothing while something else is still missing. */
function consequence({ co2eKg: kilograms }: Estimate): string {
  return kilograms ? withRange(write(kilograms, co2eKg)) : '';
}
