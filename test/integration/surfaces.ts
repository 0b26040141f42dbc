// What stands beside the lens: hovers that tell the cost of one more, remarks on waste with the fix that mends it, and the way to be rid of each.
import * as vscode from 'vscode';
import { editing, hoverText, inWorkspace, lensesOf, lensOf, open, replace } from './editor';
import { check, eventually, test } from './harness';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
const SOURCE = 'Training Footprint';

const remarksOn = (document: vscode.TextDocument): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === SOURCE);

const remarkOn = (document: vscode.TextDocument, pattern: RegExp): Promise<vscode.Diagnostic> =>
  eventually(`a remark that matches ${String(pattern)}`, () => remarksOn(document).find(({ message }) => pattern.test(message)));

/** Sets one of our settings for the test's folder while the body runs. */
async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('trainingFootprint');
  await configuration().update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await body();
  } finally {
    await configuration().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

const unescaped = (markdown: string): string => markdown.replace(/\\(.)/g, '$1');

test('the hover on the epochs tells what each one costs', async () => {
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, FIGURE);
  check.match(unescaped(await hoverText(document, '2', 'num_train_epochs=2')), /\*\*Each epoch: [\d.]+ k?g CO₂e\*\* \(.+–.+\)/, 'the hover');
});

test('the hover on the batch size tells what it uses of the memory', async () => {
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, FIGURE);
  check.match(unescaped(await hoverText(document, '32', 'per_device_train_batch_size=32')), /Batch 32 uses [\d.]+ of 80 GiB/, 'the hover');
});

test('the hover on full padding tells its share of the compute and offers to end it', async () => {
  const { document } = await open('bert_sentiment.py');
  await lensOf(document, /data-?set size/i);
  check.match(unescaped(await hoverText(document, 'max_length', 'padding="max_length"')), /Padding: \d+ % of the compute.*[^]*Pad each batch/, 'the hover');
});

test('a value that does nothing to the footprint has no hover of ours', async () => {
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, FIGURE);
  check.equal(unescaped(await hoverText(document, '3e-5', 'learning_rate=3e-5')).includes('Open report'), false, 'a hover on the learning rate');
});

test('full padding is remarked on as information, and its quick fix mends it', () =>
  editing('bert_sentiment.py', async ({ document }) => {
    const remark = await remarkOn(document, /of the compute goes into padding/);
    check.equal(remark.severity, vscode.DiagnosticSeverity.Information, 'the severity');
    check.match(document.lineAt(remark.range.start.line).text, /padding="max_length"/, 'the line');
    const fix = await eventually('a quick fix', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        remark.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      return actions.find(({ title }) => /Pad each batch/.test(title));
    });
    check.ok(fix.edit, 'the fix is no edit');
    check.ok(await vscode.workspace.applyEdit(fix.edit), 'the fix could not be applied');
    await eventually('the remark to go', () => (remarksOn(document).some(({ message }) => /padding/.test(message)) ? undefined : true));
  }));

test('fp32 is remarked on once the GPU is named, and no more when it is not', async () => {
  const { document } = await open('bert_sentiment.py');
  await remarkOn(document, /padding/);
  check.equal(remarksOn(document).length, 1, 'remarks without a named GPU');
  await withSetting('gpu', 'A100-SXM4-80GB', async () => {
    await remarkOn(document, /tensor cores/);
  });
  await eventually('the remark to go', () => (remarksOn(document).length === 1 ? true : undefined));
});

test('remarks, hovers and lenses can each be switched off', async () => {
  const { document } = await open('bert_sentiment.py');
  await remarkOn(document, /padding/);
  await withSetting('diagnostics.enabled', false, async () => {
    await eventually('no remark', () => (remarksOn(document).length === 0 ? true : undefined));
  });
  await remarkOn(document, /padding/);
  await withSetting('hover.enabled', false, async () => {
    check.equal((await hoverText(document, 'max_length', 'padding="max_length"')).includes('Open report'), false, 'a hover');
  });
  await withSetting('codeLens.enabled', false, async () => {
    await eventually('no lens', async () => ((await lensesOf(document)).length === 0 ? true : undefined));
  });
  await lensOf(document, /data-?set size/i);
});

test('an untitled document has its lens', async () => {
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace('trainer_imdb.py')));
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  await vscode.window.showTextDocument(document);
  await lensOf(document, FIGURE);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('Windows line ends, tabs and letters outside the basic plane leave lens and hover in their places', () =>
  editing('trainer_imdb.py', async (editor) => {
    const { document } = editor;
    await lensOf(document, FIGURE);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await replace(editor, 'num_train_epochs=2', '**{"\u{1d6d1}\u{1f331}": 0}, num_train_epochs=\t2');
    await eventually('the hover on the epochs', async () => {
      const text = unescaped(await hoverText(document, '2,', 'num_train_epochs=')).includes('Each epoch');
      return text || undefined;
    });
    const { range } = await lensOf(document, FIGURE);
    check.match(document.lineAt(range.start.line).text, /trainer\.train\(\)/, 'the line below the lens');
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.LF));
  }));

test('the old side of a comparison has no lens of its own', async () => {
  const old = inWorkspace('trainer_imdb.py').with({ scheme: 'git', query: '{}' });
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, FIGURE);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', old).then(
    (found) => found,
    () => [],
  );
  check.equal(lenses.filter(({ command }) => command?.command.startsWith('trainingFootprint.')).length, 0, 'lenses');
});

test('a run over its budget is remarked on', async () => {
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, FIGURE);
  check.equal(remarksOn(document).length, 0, 'remarks without a budget');
  await withSetting('budgets', { run: { co2eKg: 1e-6 } }, async () => {
    const remark = await remarkOn(document, /CO₂e/);
    check.match(document.lineAt(remark.range.start.line).text, /trainer\.train\(\)/, 'the line');
  });
});
