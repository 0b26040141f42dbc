// What the page's controls offer.
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import { deviceName } from '../../report/figures/names';
import type { Choice, Choices } from '../../../webview/protocol/messages';
import { inListOrder } from '../settings/listOrder';
import { regionList } from '../settings/regionList';

const precisions = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8'] as const;

/** Lists of hundreds; the same for every report of a window. */
const known = new WeakMap<Engine, Choices>();

export function choicesOf(engine: Engine): Choices {
  const choices = known.get(engine) ?? listed(engine);
  known.set(engine, choices);
  return choices;
}

function listed(engine: Engine): Choices {
  const byLabel = (a: Choice, b: Choice): number => inListOrder(a.label, b.label);
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
      .map(({ name }) => ({ value: name, label: deviceName(name) }))
      .sort(byLabel),
    regions: regionList(engine).map(({ code, name, group }) => ({ value: code, label: name, group })),
    precisions: precisions.map((value) => ({ value, label: value })),
    methods,
  };
}
