// Export Report… and Copy Report: the report's forms in a list.
import * as vscode from 'vscode';
import { exportFormats, type ExportFormat } from '../../../webview/protocol/messages';
import { formOf, type Exported } from '../export/formats';
import { copyText, openText, saveText } from '../export/save';
import type { Services } from '../services';
import type { Target } from './targets';

const exported = ({ reading, run }: Target, { user }: Services): Exported => ({ reading, run, settings: user.of(reading.uri) });

export const copyReport = (target: Target, services: Services): Promise<void> => copyText(exported(target, services), 'markdown');

type Way = (exported: Exported, format: ExportFormat) => Promise<void>;

export async function exportReport(target: Target, services: Services): Promise<void> {
  const inEditor: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: vscode.l10n.t('Open in a new editor') };
  const toClipboard: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy') };
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly format: ExportFormat; readonly way: Way }>();
  picker.title = vscode.l10n.t('Export report');
  picker.matchOnDescription = true;
  picker.items = [
    ...exportFormats.map((format) => {
      const { name, purpose } = formOf(format);
      return { label: vscode.l10n.t('{0} file…', name), description: purpose, format, way: saveText, buttons: [toClipboard, inEditor] };
    }),
    ...(['markdown', 'json'] as const).map((format) => ({ label: vscode.l10n.t('{0} in a new editor', formOf(format).name), format, way: openText })),
  ];
  const take = (format: ExportFormat, way: Way): void => {
    picker.hide();
    way(exported(target, services), format).catch((error: unknown) => services.log.error(error instanceof Error ? error : String(error)));
  };
  picker.onDidTriggerItemButton(({ item, button }) => take(item.format, button === toClipboard ? copyText : openText));
  picker.onDidAccept(() => {
    const [item] = picker.activeItems;
    if (item) take(item.format, item.way);
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}
