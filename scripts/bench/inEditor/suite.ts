// Runs inside an editor's extension host and measures what the extension costs there: how long a lens takes, and how long the host stands still.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { MEASURE_MARK, type Measurement } from './protocol';

const ROUNDS = 9;
const POLL_MS = 2;
const PATIENCE_MS = 120_000;
const LETTERS = 20;
/** A fast typist's pace, and the pause after which the text is read. */
const BETWEEN_LETTERS_MS = 120;
const AFTER_TYPING_MS = 2000;
const RESOLUTION_MS = 2;
const NANOSECONDS_A_MILLISECOND = 1e6;

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
const say = (measurement: Measurement): void => console.log(MEASURE_MARK + JSON.stringify(measurement));
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds until the provider of lenses whose commands start with `prefix` has given one. @throws Error when none comes */
async function untilLens(document: vscode.TextDocument, prefix: string): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < PATIENCE_MS) {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    if (lenses.some(({ command }) => command?.command.startsWith(prefix))) return performance.now() - started;
    await pause(POLL_MS);
  }
  throw new Error(`no lens of ${prefix} on ${document.uri.path}`);
}

/** Shows a file and waits for its lens, from the moment the editor has it. */
async function lensTime(file: string, prefix: string): Promise<number> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), file));
  await vscode.window.showTextDocument(document);
  return untilLens(document, prefix);
}

/** The longest time that the host stood still while the body ran, in milliseconds. */
async function longestStandstill(body: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await body();
  delay.disable();
  return delay.max / NANOSECONDS_A_MILLISECOND - RESOLUTION_MS;
}

/** Types a comment letter by letter in the middle of the document. */
async function type(editor: vscode.TextEditor): Promise<void> {
  const line = Math.floor(editor.document.lineCount / 2);
  for (let letter = 0; letter < LETTERS; letter++) {
    const end = editor.document.lineAt(line).range.end;
    await editor.edit((edit) => edit.insert(end, letter === 0 ? '  # x' : 'x'));
    await pause(BETWEEN_LETTERS_MS);
  }
  await pause(AFTER_TYPING_MS);
}

export async function run(): Promise<void> {
  const baseline = 'bench.';
  vscode.languages.registerCodeLensProvider(
    { language: 'plaintext' },
    { provideCodeLenses: () => [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title: 'x', command: `${baseline}nothing` })] },
  );
  // The first reading of a window loads the engine and its tables.
  say({ name: 'first lens of a window', milliseconds: [await lensTime('first.py', 'trainingFootprint.')] });
  const [plain, script]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await lensTime(`plain_${round}.txt`, baseline));
    script.push(await lensTime(`script_${round}.py`, 'trainingFootprint.'));
  }
  say({ name: 'plain lens', milliseconds: plain });
  say({ name: 'lens', milliseconds: script });

  const idle = await longestStandstill(() => pause(AFTER_TYPING_MS));
  say({ name: 'idle', milliseconds: [idle] });
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'long.py'));
  const opening = await longestStandstill(async () => {
    await vscode.window.showTextDocument(document);
    await untilLens(document, 'trainingFootprint.');
  });
  say({ name: 'opening', milliseconds: [opening] });
  const typing = await longestStandstill(async () => type(await vscode.window.showTextDocument(document)));
  say({ name: 'typing', milliseconds: [typing] });
  const scanning = await longestStandstill(async () => {
    await vscode.commands.executeCommand('trainingFootprint.scanWorkspace');
  });
  say({ name: 'scanning', milliseconds: [scanning] });
}
