// Asks for one input, each choice with what it would lead to; numbers may be typed.
import * as vscode from 'vscode';
import type { Settings } from '../../model/settings';
import { exact } from '../../report/figures/number';
import { co2eKg, withRange, write } from '../../report/figures/quantity';
import { regionList } from '../settings/regionList';
import type { HostMachine } from '../machine/hostMachine';
import { ownHardware, type OwnHardware } from '../machine/ownHardware';
import { readNumber, type AskedInput } from './askedInputs';
import type { Target } from './targets';

interface Choice extends vscode.QuickPickItem {
  readonly settings?: Settings;
}

const suggested: Readonly<Record<Exclude<AskedInput, 'gpu' | 'region'>, readonly number[]>> = {
  datasetSamples: [1_000, 10_000, 25_000, 100_000, 1_000_000],
  epochs: [1, 2, 3, 5, 10],
  gpuCount: [1, 2, 4, 8, 16, 32],
  perDeviceBatchSize: [8, 16, 32, 64, 128],
  pue: [1.1, 1.2, 1.4, 1.6],
  meanTokensPerSample: [64, 128, 256, 512],
};

/** @returns the settings of the user's choice; undefined when dismissed. */
export async function pickInput(input: AskedInput, { reading, run: index }: Target, settings: Settings, machine?: HostMachine): Promise<Settings | undefined> {
  const run = reading.run(index);
  if (!run) return undefined;
  const consequence = (change: Settings): string => {
    const { co2eKg: kilograms } = reading.engine.estimate(run, { ...settings, ...change });
    return kilograms ? withRange(write(kilograms, co2eKg)) : '';
  };
  const choice = (label: string, change: Settings, detail?: string): Choice => ({
    label,
    description: [detail, consequence(change)].filter(Boolean).join(' · '),
    settings: change,
  });
  const report = reading.report(index, settings);
  const question = report.questions.find((asked) => asked.input === input);
  const picker = vscode.window.createQuickPick<Choice>();
  picker.title = titleOf(input);
  picker.matchOnDescription = true;
  if (input === 'gpu' || input === 'region') {
    picker.placeholder =
      input === 'gpu' ? vscode.l10n.t('Which GPU will it run on?') : vscode.l10n.t('Where will it run? A country, a grid zone or a cloud region');
    const likely = (input === 'gpu' ? report.compare.gpus : report.compare.regions).filter(({ current }) => !current);
    const choices =
      input === 'gpu'
        ? reading.engine.accelerators().map(({ name, year }) => choice(name, { gpu: name }, String(year)))
        : regionList(reading.engine).map(({ code, name, year }) => choice(name, { region: code }, `${code} · ${year}`));
    const first = new Set([...(question?.suggestions.map(({ value }) => value) ?? []), ...likely.map(({ key }) => key)]);
    const isLikely = ({ settings: change }: Choice): boolean => first.has(change?.gpu ?? change?.region ?? '');
    picker.items = [
      { label: vscode.l10n.t('likely'), kind: vscode.QuickPickItemKind.Separator },
      ...choices.filter(isLikely),
      { label: vscode.l10n.t('all'), kind: vscode.QuickPickItemKind.Separator },
      ...choices.filter((one) => !isLikely(one)),
    ];
    if (input === 'gpu') offerOwnHardware(picker, ownHardware(machine, reading.engine), choice);
  } else {
    const offered = [...new Set([...(question?.suggestions.map(({ value }) => Number(value)) ?? []), ...(question ? [] : suggested[input])])].filter((value) =>
      Number.isFinite(value),
    );
    const fixed = offered.map((value) => choice(exact(value), { [input]: value }));
    picker.placeholder =
      input === 'datasetSamples' ? vscode.l10n.t('How many training samples are there? Choose or type a number') : vscode.l10n.t('Choose or type a number');
    picker.items = fixed;
    picker.onDidChangeValue((typed) => {
      const value = readNumber(typed, input);
      // The typed number stands first and is never filtered away.
      picker.items = value === undefined ? fixed : [{ ...choice(exact(value), { [input]: value }), alwaysShow: true }, ...fixed];
    });
  }
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.settings);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** Puts this machine's accelerators first as soon as its tools have answered, if the picker is still there then. */
function offerOwnHardware(picker: vscode.QuickPick<Choice>, found: Promise<readonly OwnHardware[]>, choice: (label: string, change: Settings) => Choice): void {
  let isOpen = true;
  picker.onDidHide(() => (isOpen = false));
  void found.then((own) => {
    if (!isOpen || own.length === 0) return;
    const heading: Choice = { label: vscode.l10n.t('here'), kind: vscode.QuickPickItemKind.Separator };
    picker.items = [heading, ...own.map(({ label, settings }) => choice(label, settings)), ...picker.items];
  });
}

function titleOf(input: AskedInput): string {
  switch (input) {
    case 'gpu':
      return vscode.l10n.t('GPU');
    case 'gpuCount':
      return vscode.l10n.t('Number of GPUs');
    case 'region':
      return vscode.l10n.t('Region');
    case 'datasetSamples':
      return vscode.l10n.t('Dataset size (samples)');
    case 'epochs':
      return vscode.l10n.t('Epochs');
    case 'perDeviceBatchSize':
      return vscode.l10n.t('Batch size on each GPU');
    case 'pue':
      return vscode.l10n.t('Power usage effectiveness (PUE)');
    case 'meanTokensPerSample':
      return vscode.l10n.t('Real tokens in a sample, on average');
  }
}
