// The footprint view: all training runs of the workspace by folder. It scans when it is first looked at, and says what it is doing.
import * as vscode from 'vscode';
import { co2eKg, write } from '../../report/figures/quantity';
import { overBudget } from '../../report/sections/budgets';
import { totalOf } from '../../report/sections/total';
import type { CountedRun } from '../../workspace/footprint';
import type { Services } from '../services';
import type { WorkspaceFootprints } from '../workspace/footprints';
import type { Measurements } from '../workspace/measurements';
import { childrenOf, topNodes, type FootprintNode } from './nodes';
import { runTooltip } from './runTooltip';
import { figure, itemOf, type ItemContext } from './treeItems';
import { translate } from '../translate';

export const footprintViewId = 'trainingFootprint.workspace';

/** Decides which welcome the empty view shows, and whether it can be stopped. */
const stateKey = 'trainingFootprint.scan';

export class FootprintView implements vscode.TreeDataProvider<FootprintNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<FootprintNode>;
  private readonly subscriptions: vscode.Disposable;
  private readonly context: ItemContext;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly services: Pick<Services, 'user' | 'log'>,
    private readonly footprints: WorkspaceFootprints,
    private readonly measurements: Measurements,
  ) {
    this.context = {
      uriOf: (path) => footprints.uriOf(path),
      measurementsOf: (run) => this.measurementsOf(run),
      breachesOf: (run) => this.breachesOf(run),
      ratioOf: (measurement, run) => {
        const settings = footprints.settingsOf(run.file.path);
        const place = `${measurement.path}:${measurement.line}`;
        const section = footprints.engine
          ?.report(run.file, run.index, settings)
          .measured?.find(({ link: { target } }) => target.kind === 'code' && `${target.span.path}:${target.span.line}` === place);
        const ratio = (section?.rows.find(({ id }) => id === 'energy') ?? section?.rows[0])?.ratio;
        return ratio && vscode.l10n.t('{0} the estimate', ratio);
      },
    };
    this.view = vscode.window.createTreeView(footprintViewId, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      this.view,
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && footprints.state.kind === 'unscanned') this.scan();
      }),
      footprints.onDidChange(() => this.show()),
    );
    if (this.view.visible) this.scan();
    this.show();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** The runs that are selected, for commands. */
  get selected(): readonly CountedRun[] {
    return this.view.selection.flatMap((node) => (node.kind === 'run' ? [node.run] : []));
  }

  getTreeItem(node: FootprintNode): vscode.TreeItem {
    return itemOf(node, this.context);
  }

  resolveTreeItem(item: vscode.TreeItem, node: FootprintNode): vscode.TreeItem {
    const { engine } = this.footprints;
    if (node.kind !== 'run' || !engine) return item;
    const { run } = node;
    const report = engine.report(run.file, run.index, this.footprints.settingsOf(run.file.path));
    item.tooltip = runTooltip(run, report, this.breachesOf(run), (path) => vscode.workspace.asRelativePath(this.footprints.uriOf(path)));
    return item;
  }

  getChildren(node?: FootprintNode): FootprintNode[] {
    if (!node) return [...topNodes(this.footprints.footprint, this.footprints.folders, this.measurements.open)];
    return [...childrenOf(node, (run) => this.measurementsOf(run))];
  }

  private scan(): void {
    void vscode.window.withProgress({ location: { viewId: footprintViewId } }, () => this.footprints.scan());
  }

  private measurementsOf({ run }: CountedRun) {
    const known = this.services.user.measured?.runs ?? [];
    return known.filter(({ runId }) => runId === run.id).map(({ measurement }) => measurement);
  }

  /** Its own limits, and its file's where all of that file's runs together are over. */
  private breachesOf(run: CountedRun): readonly string[] {
    const budgets = this.services.user.budgetsOf(this.footprints.uriOf(run.file.path));
    const own = overBudget(run.estimate, budgets, 'run', translate);
    // Asked for every run of the view: without a limit for files nothing is summed up.
    if (!budgets.file) return own;
    const together = this.footprints.footprint.folders.flatMap(({ runs }) => runs).filter(({ file }) => file.path === run.file.path);
    return [...own, ...overBudget(totalOf(together.map(({ estimate }) => estimate)), budgets, 'file', translate)];
  }

  private show(): void {
    const { state, footprint } = this.footprints;
    const { total } = footprint;
    void vscode.commands.executeCommand('setContext', stateKey, state.kind);
    this.view.description = total.co2eKg ? write(total.co2eKg, co2eKg).value : undefined;
    this.view.message = this.message();
    this.changed.fire();
  }

  /** One line above the runs: the scan's progress, or the sum with what it leaves out; nothing over the welcome of an empty view. */
  private message(): string | undefined {
    const { state, footprint } = this.footprints;
    const { total } = footprint;
    if (state.kind === 'scanning') return vscode.l10n.t('Scanning… files: {0}, runs: {1}', state.looked, total.runs);
    if (total.runs === 0) return undefined;
    return [
      total.runs === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs together', total.runs),
      ...(total.co2eKg ? [figure(total.co2eKg)] : []),
      ...(total.withoutFigure > 0 ? [vscode.l10n.t('{0} without a figure', total.withoutFigure)] : []),
      ...overBudget(total, this.services.user.budgetsOf(), 'workspace', translate),
      ...(state.kind === 'stopped' ? [vscode.l10n.t('the scan was stopped')] : []),
      ...(state.kind === 'scanned' && state.limited ? [vscode.l10n.t('only the first {0} files were looked at', state.looked)] : []),
    ].join(' · ');
  }
}
