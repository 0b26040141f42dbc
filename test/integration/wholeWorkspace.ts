// The workspace as a whole: the report over all runs, each counted once, kept up to date; and the tools that language models call.
import * as vscode from 'vscode';
import { EXTENSION, inWorkspace } from './editor';
import { check, eventually, test } from './harness';

const command = (name: string): Thenable<unknown> => vscode.commands.executeCommand(`trainingFootprint.${name}`);

/** The report over all runs, as Markdown. */
async function workspaceReport(): Promise<string> {
  await command('estimateWorkspace');
  return eventually('the report of the workspace', () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'training-footprint-report' && uri.path.includes('Workspace'))?.getText(),
  );
}

const rowOf = (report: string, file: string): string | undefined => report.split('\n').find((line) => line.startsWith(`| \`${file}`));

test('"Estimate Workspace Footprint" lists every run with its range, each training once', async () => {
  const report = await workspaceReport();
  check.match(report, /\*\*\d+ runs together\*\* · .+ CO₂e \(.+ – .+\)/, 'the sum');
  check.match(rowOf(report, 'scripts/train.sh line 2') ?? '', /CO₂e \| .+ – .+ also in `trainer_imdb\.py/, 'the launcher’s row');
  check.equal(rowOf(report, 'trainer_imdb.py'), undefined, 'a row of the script that the launcher starts');
  check.match(rowOf(report, 'lora_mistral_7b.py') ?? '', /CO₂e/, 'the row of another script');
  check.ok(!report.includes('prepare_data.py'), 'a script that trains nothing is listed');
});

/** Changes a file and saves it; no editor is needed, since the report takes the place of the one that is open. */
async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  const uri = inWorkspace(file);
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), change(document.getText()));
  check.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  check.ok(await (await vscode.workspace.openTextDocument(uri)).save(), 'the file was not saved');
}

test('a saved file is read again, and its row follows', async () => {
  const before = rowOf(await workspaceReport(), 'resnet50_imagenet.py');
  check.ok(before, 'the example has no row');
  await rewrite('resnet50_imagenet.py', (text) => text.replace('default=90', 'default=9'));
  try {
    await eventually('another figure in the report of the workspace', async () => {
      const now = rowOf(await workspaceReport(), 'resnet50_imagenet.py');
      return now !== undefined && now !== before ? now : undefined;
    });
  } finally {
    await rewrite('resnet50_imagenet.py', (text) => text.replace('default=9)', 'default=90)'));
  }
});

async function invoke(tool: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(`training-footprint_${tool}`, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

test('language models are offered the tools of the manifest', () => {
  const { packageJSON } = vscode.extensions.getExtension(EXTENSION)!;
  const contributed = (packageJSON as { contributes: { languageModelTools: { name: string }[] } }).contributes.languageModelTools.map(({ name }) => name);
  const offered = new Set(vscode.lm.tools.map(({ name }) => name));
  check.equal(contributed.filter((name) => !offered.has(name)).join(), '', 'tools that are not offered');
  return Promise.resolve();
});

test('a language model gets the estimate of a file, with what it says of the hardware', async () => {
  const text = await invoke('estimate_footprint', { path: 'trainer_imdb.py', gpu: 'H100', region: 'FR' });
  check.match(text, /### Training footprint: `trainer_imdb\.py`[^]*CO₂e\*\* \(.+ – .+\)[^]*H100[^]*France/, 'the answer');
});

test('a language model is told what it asked wrongly, and reads nothing outside of the workspace', async () => {
  for (const [input, words] of [
    [{ path: '../../etc/passwd' }, /there is no file/],
    [{ path: '/etc/passwd' }, /there is no file/],
    [{ epochs: 3 }, /give either path or code/],
  ] as const) {
    const error = await invoke('estimate_footprint', input).then(
      () => '',
      (thrown: unknown) => String(thrown),
    );
    check.match(error, words, JSON.stringify(input));
  }
});
