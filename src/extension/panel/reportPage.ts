// One open page of the report: which run it shows, what is being tried on it, and the answers to what it asks for.
import * as vscode from 'vscode';
import { withTried, type Settings } from '../../model/settings';
import { readFromPage } from '../../../webview/protocol/checks';
import type { FromPage, PanelState, ToPage } from '../../../webview/protocol/messages';
import { alternativesByKey, applyAlternatives, previewAlternatives } from '../actions/alternatives';
import { reveal } from '../documents/places';
import type { Reading } from '../documents/reading';
import { inSlices } from '../documents/inSlices';
import { openSource } from '../documents/sourceDocument';
import { anotherFile } from '../commands/targets';
import { copyText, savePicture, saveText } from '../export/save';
import type { Services } from '../services';
import { keepInputs } from '../settings/keepInputs';
import { freshNonce, pageHtml } from './pageHtml';
import { panelState, panelSteps } from './panelState';
import { fileNameOf } from '../../model/paths';

/** What a page's buttons run; each is a command of the palette as well. */
const commandOf: Readonly<Record<Extract<FromPage, { type: 'command' }>['command'], string>> = {
  estimate: 'trainingFootprint.estimate',
  openBeside: 'trainingFootprint.openReportBeside',
  showLog: 'trainingFootprint.showLog',
  retry: 'trainingFootprint.openReport',
  setHardware: 'trainingFootprint.setHardware',
  setRegion: 'trainingFootprint.setRegion',
  setDatasetSize: 'trainingFootprint.setDatasetSize',
  openSettings: 'trainingFootprint.openSettings',
  explainFigures: 'trainingFootprint.explainFigures',
};

export class ReportPage implements vscode.Disposable {
  private uri: vscode.Uri | undefined;
  private run = 0;
  private whatIf: Settings = {};
  /** the number of the page's last word on what is being tried */
  private heard = 0;
  private isReady = false;
  private drawing = 0;
  /** whether a run is on show, rather than a word on why there is none */
  hasReport = false;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly webview: vscode.Webview,
    private readonly services: Services,
    /** told when another file is shown, for the panel's title */
    private readonly onShow: (fileName: string) => void = () => undefined,
  ) {
    const { extensionUri, readings, user, log } = services;
    const page = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [page] };
    this.subscriptions = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => {
        const known = readFromPage(message);
        if (known) this.answer(known).catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
        else log.warn('The report page sent something that is not a message of ours; it was ignored.');
      }),
      readings.onDidChange((uri) => {
        if (uri.toString() === this.uri?.toString()) void this.draw();
      }),
      // Of a document that has been closed meanwhile nothing else tells.
      user.onDidChange(() => {
        if (this.uri && !readings.at(this.uri)) void this.draw();
      }),
    );
    webview.html = pageHtml({
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(page, 'main.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(page, 'main.css')).toString(),
      nonce: freshNonce(),
      styleNonce: freshNonce(),
      language: vscode.env.language,
    });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  get shownUri(): vscode.Uri | undefined {
    return this.uri;
  }

  get shownRun(): number {
    return this.run;
  }

  /** Shows a run; what was tried on another one is dropped. */
  show(uri: vscode.Uri, run = 0): void {
    if (uri.toString() !== this.uri?.toString() || run !== this.run) {
      this.whatIf = {};
    }
    this.uri = uri;
    this.run = run;
    this.onShow(fileNameOf(uri.path));
    void this.draw();
  }

  private post(message: ToPage): void {
    void this.webview.postMessage(message);
  }

  private state(state: PanelState): void {
    this.hasReport = state.kind === 'report';
    this.post({ type: 'state', state });
  }

  /** The settings of the file with what is being tried on the page. */
  private async draw(): Promise<void> {
    if (!this.isReady) return;
    const { uri } = this;
    if (!uri) return this.state({ kind: 'empty', reason: 'noFile' });
    const drawing = ++this.drawing;
    const fileName = fileNameOf(uri.path);
    try {
      const source = await openSource(uri);
      const known = this.services.readings.peek(source);
      if (!known && !this.services.readings.isCurrent(source)) this.state({ kind: 'loading', fileName });
      const reading = known ?? (await this.services.readings.read(source));
      if (drawing !== this.drawing || (!reading && !this.services.readings.isCurrent(source))) return;
      if (!reading || reading.file.runs.length === 0) return this.state({ kind: 'empty', reason: 'nothingTrains', fileName });
      this.run = Math.min(this.run, reading.runs.length - 1);
      const settings = this.services.user.of(uri);
      const isOver = (): boolean => drawing !== this.drawing;
      const request = {
        get cancelled() {
          return isOver();
        },
      };
      await inSlices(panelSteps(reading, this.run, settings), request);
      if (isOver()) return;
      this.state(panelState(reading, this.run, settings, { whatIf: this.whatIf, heard: this.heard }));
    } catch (error) {
      if (drawing !== this.drawing) return;
      this.services.log.error(error instanceof Error ? error : String(error));
      this.state({ kind: 'error', fileName, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async reading(): Promise<Reading | undefined> {
    return this.uri && this.services.readings.read(await openSource(this.uri));
  }

  private async answer(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready': {
        this.isReady = true;
        this.post({ type: 'strings', strings: pageStrings(), locale: vscode.env.language });
        if (!this.uri && message.uri) {
          this.run = message.run ?? 0;
          this.uri = vscode.Uri.parse(message.uri);
          this.onShow(fileNameOf(this.uri.path));
        }
        if (message.whatIf && message.uri === this.uri?.toString()) this.whatIf = message.whatIf;
        return this.draw();
      }
      case 'selectRun':
        if (this.uri) this.show(this.uri, message.index);
        return;
      case 'whatIf':
        // The page has worked it out already.
        this.whatIf = message.settings;
        this.heard = message.number;
        return;
      case 'openLink':
        await vscode.env.openExternal(vscode.Uri.parse(message.url, true));
        return;
      case 'command':
        // The page offers to estimate where it has nothing to show of the file that it is at.
        await vscode.commands.executeCommand(
          commandOf[message.command],
          message.command === 'estimate' ? anotherFile : this.uri && { uri: this.uri.toString(), run: this.run },
        );
        return;
      default:
        return this.act(message);
    }
  }

  /** What needs a current reading: places and edits of an old text would hit the wrong lines. */
  private async act(message: Extract<FromPage, { type: 'reveal' | 'keep' | 'preview' | 'apply' | 'export' | 'savePicture' }>): Promise<void> {
    const reading = await this.reading();
    if (!reading || !this.uri) return;
    if (message.type === 'reveal') return reveal(reading.source, message.span);
    if (message.type === 'savePicture') return savePicture(reading, message.png);
    const settings = withTried(this.services.user.of(this.uri), this.whatIf);
    if (message.type === 'export') return (message.to === 'clipboard' ? copyText : saveText)({ reading, run: this.run, settings }, message.format);
    if (reading.isStale) return;
    if (message.type === 'keep') {
      await keepInputs(message.settings, reading, this.run, this.services.user, message.where);
      this.whatIf = Object.fromEntries(Object.entries(this.whatIf).filter(([name]) => !Object.hasOwn(message.settings, name))) as Settings;
      return this.draw();
    }
    const alternatives = alternativesByKey(reading, this.run, settings, message.keys);
    if (message.type === 'preview') return previewAlternatives(reading, this.run, alternatives, this.services);
    await applyAlternatives(reading, this.run, alternatives, this.services.user);
    return this.draw();
  }
}

/** The page's words in the editor's language; empty in English. */
function pageStrings(): Readonly<Record<string, string>> {
  const bundle = vscode.l10n.bundle ?? {};
  return Object.fromEntries(Object.entries(bundle).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}
