// The suite that runs inside an editor's extension host: the desktop's, the server's and the web's alike.
import * as vscode from 'vscode';
import { editing, EXTENSION, hoverText, inWorkspace, lensOf, lensesOf, open, readText, replace } from './editor';
import { check, eventually, runAll, test } from './harness';
import './machine';
import './notebooks';
import './wholeWorkspace';
import './surfaces';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;

/** Over a second: the extension reads again after a pause in typing. */
const LOOKS_WHILE_TYPING = 12;
const BETWEEN_LOOKS_MS = 100;

/** The figures of a lens, without their mark and range: "2.6 GPU-h", "0.9 kWh", "0.34 kg CO₂e". */
const figuresOf = (lens: string): readonly string[] =>
  lens
    .replace(/^~?\s*≈\s*/, '')
    .split(' · ')
    .slice(0, 3)
    .map((figure) => figure.replace(/\s*\(.*$/, '').trim());

/** Text as a reader sees it: no-break and narrow spaces are spaces. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f\u2009\s]+/g, ' ');

async function expectations(): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readText('expected.json')) as Readonly<Record<string, string>>;
}

async function lensAgrees(file: string, document: vscode.TextDocument): Promise<void> {
  const title = (await lensOf(document, FIGURE)).command?.title ?? '';
  const terminal = plain((await expectations())[file] ?? '');
  const figures = figuresOf(plain(title));
  check.equal(figures.length, 3, `figures in ${title}`);
  for (const figure of figures) check.ok(terminal.includes(figure), `${file}: the lens says ${figure}, the terminal:\n${terminal}`);
}

test('the extension is there and wakes up', async () => {
  const extension = vscode.extensions.getExtension(EXTENSION);
  check.ok(extension, 'the extension is not installed');
  await extension.activate();
  check.ok(extension.isActive, 'the extension is not active');
});

test('every contributed command is registered', async () => {
  const { packageJSON } = vscode.extensions.getExtension(EXTENSION)!;
  const contributed = (packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands.map(({ command }) => command);
  const registered = new Set(await vscode.commands.getCommands(true));
  check.equal(contributed.filter((command) => !registered.has(command)).join(), '', 'commands without an implementation');
});

test('it declares that it works in untrusted and in virtual workspaces', async () => {
  const { capabilities } = vscode.extensions.getExtension(EXTENSION)!.packageJSON as {
    capabilities: { untrustedWorkspaces: { supported: unknown }; virtualWorkspaces: unknown };
  };
  check.equal(capabilities.untrustedWorkspaces.supported, true, 'untrustedWorkspaces');
  check.equal(capabilities.virtualWorkspaces, true, 'virtualWorkspaces');
});

test('a script shows the run of the launcher that starts it, after its own', async () => {
  const { document } = await open('trainer_imdb.py');
  const own = await lensOf(document, FIGURE);
  const launched = await lensOf(document, /^train\.sh .*2: ≈ .*4× /);
  check.equal(launched.range.start.line, own.range.start.line, 'both stand at the start of the training');
  const launcher = await open('scripts/train.sh');
  const there = await lensOf(launcher.document, FIGURE);
  check.equal(there.range.start.line, 1, 'the launcher shows it at its own line');
});

for (const file of ['trainer_imdb.py', 'lora_mistral_7b.py', 'resnet50_imagenet.py', 'keras_cifar10.py', 'axolotl_llama3_qlora.yml']) {
  test(`the lens of ${file} shows the figures that the terminal shows`, async () => {
    const { document } = await open(file);
    await lensAgrees(file, document);
  });
}

test('a lens asks for the data-set size that no file knows, and shows the figures once a comment gives it', () =>
  editing('bert_sentiment.py', async (editor) => {
    await lensOf(editor.document, /data-?set size/i);
    check.ok(!(await lensesOf(editor.document)).some(({ command }) => FIGURE.test(command?.title ?? '')), 'a figure without a data-set size');
    await replace(editor, '    for epoch in range(epochs):', '    # footprint: dataset-samples=25000\n    for epoch in range(epochs):');
    await lensAgrees('bert_sentiment.py', editor.document);
  }));

test('the lens stands above the line where the training starts', async () => {
  const { document } = await open('trainer_imdb.py');
  const { range } = await lensOf(document, FIGURE);
  check.match(document.lineAt(range.start.line).text, /trainer\.train\(\)/, 'the line below the lens');
});

test('the lens offers greener options', async () => {
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, /^\d+ greener options?$/);
});

test('a file that trains nothing has no lens', async () => {
  const { document } = await open('prepare_data.py');
  // The other document's lens proves that the extension has had its turn.
  await lensOf((await open('trainer_imdb.py')).document, FIGURE);
  check.equal((await lensesOf(document)).length, 0, 'lenses');
});

test('the lens stays while a call is being typed', () =>
  editing('trainer_imdb.py', async (editor) => {
    await lensOf(editor.document, FIGURE);
    await replace(editor, 'num_labels=2,', 'num_labels=max(2,');
    for (let look = 0; look < LOOKS_WHILE_TYPING; look++) {
      check.ok((await lensesOf(editor.document)).length > 0, 'the lens went away');
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
  }));

test('where broken text hides the run the last good lens stays, marked as such', () =>
  editing('trainer_imdb.py', async (editor) => {
    const good = (await lensOf(editor.document, FIGURE)).command?.title ?? '';
    // A string that nothing closes swallows the rest of the file.
    await replace(editor, 'import evaluate', '"""import evaluate');
    const stale = (await lensOf(editor.document, /^~ /)).command?.title ?? '';
    check.equal(stale, `~ ${good}`, 'the lens while typing');
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS * LOOKS_WHILE_TYPING));
    check.equal((await lensesOf(editor.document))[0]?.command?.title ?? '', stale, 'the lens after the pause');
    await replace(editor, '"""import evaluate', 'import evaluate');
    check.equal((await lensOf(editor.document, FIGURE)).command?.title ?? '', good, 'the lens afterwards');
  }));

test('an edit changes the figure', () =>
  editing('trainer_imdb.py', async (editor) => {
    const before = (await lensOf(editor.document, FIGURE)).command?.title ?? '';
    await replace(editor, 'num_train_epochs=2', 'num_train_epochs=20');
    await eventually('another figure', async () => {
      const [lens] = await lensesOf(editor.document);
      const title = lens?.command?.title ?? '';
      return FIGURE.test(title) && title !== before ? title : undefined;
    });
  }));

test('the hover on the model tells its parameters', async () => {
  const { document } = await open('trainer_imdb.py');
  await lensOf(document, FIGURE);
  check.match(plain(await hoverText(document, 'roberta-base', 'checkpoint = "roberta-base"')), /12[45](\.\d+)? ?M/, 'the hover');
});

test('a light bulb offers a greener alternative as an edit of the file', async () => {
  const { document } = await open('resnet50_imagenet.py');
  const { range } = await lensOf(document, FIGURE);
  const actions = await eventually('code actions', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
    const ours = found.filter(
      ({ command, edit, title }) => edit !== undefined || command?.command.startsWith('trainingFootprint.') === true || /footprint/i.test(title),
    );
    return ours.length > 0 ? ours : undefined;
  });
  check.ok(actions.length > 0, 'no action');
});

test('a TypeScript script has a lens where its front end can be loaded, and none in the web', async () => {
  // The web worker can load no second file; everywhere else the extension lies on a disk.
  const onWeb = vscode.extensions.getExtension(EXTENSION)!.extensionUri.scheme !== 'file';
  const { document } = await open('tfjs/train_mnist.ts');
  if (!onWeb) await lensOf(document, /^≈|footprint needs/);
  else {
    await lensOf((await open('trainer_imdb.py')).document, FIGURE);
    check.equal((await lensesOf(document)).length, 0, 'lenses in the web');
  }
});

for (const file of ['binary.py', 'empty.py', 'hostile.yml']) {
  test(`${file} gives no lens and no error`, async () => {
    // A binary file may be refused by the editor itself; that is not ours to change.
    const document = await Promise.resolve(vscode.workspace.openTextDocument(inWorkspace(file))).catch(() => undefined);
    if (document) check.equal((await lensesOf(document)).length, 0, 'lenses');
    await vscode.commands.executeCommand('trainingFootprint.estimate', inWorkspace(file));
    await lensOf((await open('trainer_imdb.py')).document, FIGURE);
  });
}

/** The entry that the editor calls. */
export const run = runAll;
