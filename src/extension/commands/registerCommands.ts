// The commands of the palette and those behind lenses, hovers and the page.
import * as vscode from 'vscode';
import { alternativesByKey, applyAlternatives, previewAlternatives } from '../actions/alternatives';
import { explainFigures } from '../panel/explainFigures';
import type { Reports } from '../panel/reports';
import type { Services } from '../services';
import { keepInputs } from '../settings/keepInputs';
import { chooseSurfaces, hideButton, hideSurface } from '../settings/surfaces';
import { askedInputs, type AskedInput } from './askedInputs';
import { copyReport, exportReport } from './exportReport';
import { pickInput } from './pickInput';
import { safeCommands } from './safeCommand';
import { fileToEstimate, targetOf, type Target } from './targets';

const extensionId = 'training-footprint.training-footprint';

export function registerCommands(services: Services, reports: Reports): vscode.Disposable {
  const { log, user } = services;

  const command = safeCommands(log);

  const withTarget =
    (act: (target: Target, ...args: readonly unknown[]) => Promise<void>) =>
    async (first: unknown, ...rest: readonly unknown[]): Promise<void> => {
      const target = await targetOf(first, services, reports);
      if (target) await act(target, ...rest);
    };

  const ask = async (target: Target, ...inputs: readonly AskedInput[]): Promise<void> => {
    let answers = {};
    for (const input of inputs) {
      // this machine's accelerators come with their number
      if (input in answers) continue;
      const answer = await pickInput(input, target, { ...user.of(target.reading.uri), ...answers }, services.machine);
      if (!answer) break;
      answers = { ...answers, ...answer };
    }
    if (Object.keys(answers).length > 0) await keepInputs(answers, target.reading, target.run, user);
  };

  const open = async (argument: unknown): Promise<void> => {
    const reference = await fileToEstimate(argument);
    if (reference) await reports.open(vscode.Uri.parse(reference.uri), reference.run);
  };

  return vscode.Disposable.from(
    command('estimate', open),
    command('openReport', open),
    command(
      'openReportBeside',
      withTarget(async ({ reading, run }) => reports.openBeside(reading.uri, run)),
    ),
    command(
      'applyAlternative',
      withTarget((target, key) => takeAlternative(target, services, key)),
    ),
    command(
      'setHardware',
      withTarget((target) => ask(target, 'gpu', 'gpuCount')),
    ),
    command(
      'setRegion',
      withTarget((target) => ask(target, 'region')),
    ),
    command(
      'setDatasetSize',
      withTarget((target) => ask(target, 'datasetSamples')),
    ),
    command(
      'setInput',
      withTarget(async (target, input) => {
        const known = askedInputs.find((name) => name === input);
        if (known) await ask(target, known);
        else await reports.open(target.reading.uri, target.run);
      }),
    ),
    command(
      'exportReport',
      withTarget((target) => exportReport(target, services)),
    ),
    command(
      'copyReport',
      withTarget((target) => copyReport(target, services)),
    ),
    command('applyPreviewed', (uri) => services.previews.apply(uri instanceof vscode.Uri ? uri : undefined)),
    command('explainFigures', () => explainFigures(services.extensionUri)),
    command('showLog', () => log.show(true)),
    command('openWalkthrough', async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#start`, false);
    }),
    command('hide', hideSurface),
    command('chooseSurfaces', chooseSurfaces),
    command('openSettings', async () => {
      await vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extensionId}`);
    }),
  );
}

/** Applies the alternative with this key, or lets the user choose among all; each can be looked at first. */
async function takeAlternative(target: Target, services: Services, key: unknown): Promise<void> {
  const { reading, run } = target;
  const { user } = services;
  const settings = user.of(reading.uri);
  if (typeof key === 'string') {
    await applyAlternatives(reading, run, alternativesByKey(reading, run, settings, [key]), user);
    return;
  }
  const report = reading.report(run, settings);
  const preview: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('open-preview'), tooltip: vscode.l10n.t('Preview') };
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly key: string }>();
  picker.title = report.headline ? vscode.l10n.t('Greener alternatives to {0}', report.headline.value) : vscode.l10n.t('Greener alternatives');
  picker.placeholder =
    report.alternatives.length > 0 ? vscode.l10n.t('Choose one to apply; undo takes it back') : vscode.l10n.t('We know no greener way to do this run.');
  const hide = hideButton();
  picker.buttons = [hide];
  picker.onDidTriggerButton((button) => {
    if (button !== hide) return;
    picker.hide();
    void hideSurface('codeLens');
  });
  picker.items = report.alternatives.map(({ key: itsKey, title, saving, savingRange, qualityCost, edits }) => ({
    key: itsKey,
    label: title,
    description: `${saving} CO₂e (${savingRange})`,
    detail: qualityCost,
    buttons: edits.length > 0 ? [preview] : [],
  }));
  const chosen = (item: { readonly key: string } | undefined) => (item ? alternativesByKey(reading, run, settings, [item.key]) : []);
  picker.onDidTriggerItemButton(({ item }) => {
    picker.hide();
    void previewAlternatives(reading, run, chosen(item), services);
  });
  picker.onDidAccept(() => {
    const [item] = picker.activeItems;
    picker.hide();
    if (item) void applyAlternatives(reading, run, chosen(item), user);
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}
