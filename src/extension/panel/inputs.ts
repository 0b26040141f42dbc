// What the page's controls offer and what they show now.
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import type { Estimate } from '../../model/estimate';
import type { Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import type { Choice, Choices, Inputs } from '../../../webview/protocol';
import { regionList } from '../settings/regionList';

const precisions = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'nf4'] as const;

export function choicesOf(engine: Engine): Choices {
  const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, undefined, { numeric: true });
  const methods: readonly Choice[] = [
    { value: 'pretrain', label: vscode.l10n.t('from scratch') },
    { value: 'full', label: vscode.l10n.t('full fine-tuning') },
    { value: 'lora', label: 'LoRA' },
    { value: 'qlora', label: 'QLoRA' },
    { value: 'frozen', label: vscode.l10n.t('frozen backbone') },
  ];
  return {
    gpus: engine
      .accelerators()
      .map(({ name }) => ({ value: name, label: name }))
      .sort(byLabel),
    regions: regionList(engine).map(({ code, name, group }) => ({ value: code, label: name, group })),
    precisions: precisions.map((value) => ({ value, label: value })),
    methods,
  };
}

/** The user's word before the code's, the code's before what was assumed. */
export function inputsOf(run: Run, estimate: Estimate, settings: Settings, choices: Choices): Inputs {
  const { facts } = run;
  const factor = (id: string): string | number | null => {
    const found = estimate.chain.find((row) => row.id === id || row.editable === id);
    if (!found) return null;
    return typeof found.value === 'string' ? found.value : found.value.mid;
  };
  const gpuRow = estimate.chain.find(({ id }) => id === 'gpu');
  const gridRow = estimate.chain.find(({ id }) => id === 'grid');
  const gpu = text(settings.gpu ?? facts.gpu?.value ?? gpuRow?.value);
  const region = text(settings.region ?? facts.region?.value ?? gridRow?.details?.code ?? gridRow?.details?.name ?? gridRow?.value);
  return {
    gpu: matching(text(gpuRow?.value) ?? gpu, choices.gpus),
    gpuCount: number(settings.gpuCount ?? facts.gpuCount?.value ?? gpuRow?.details?.count),
    region: matching(region, choices.regions),
    pue: number(settings.pue ?? factor('pue')),
    precision: text(settings.precision ?? facts.precision?.value ?? factor('precision')),
    method: text(settings.method ?? facts.method?.value ?? factor('method')),
    epochs: number(settings.epochs ?? facts.epochs?.value ?? factor('epochs')),
    perDeviceBatchSize: number(settings.perDeviceBatchSize ?? facts.perDeviceBatchSize?.value ?? factor('perDeviceBatchSize')),
    datasetSamples: number(settings.datasetSamples ?? facts.datasetSamples?.value ?? factor('datasetSamples')),
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** The list's own spelling of a name, by value or by label in any case. */
function matching(name: string | null, choices: readonly Choice[]): string | null {
  if (name === null) return null;
  const plain = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');
  const wanted = plain(name);
  return choices.find(({ value, label }) => plain(value) === wanted || plain(label) === wanted)?.value ?? name;
}
