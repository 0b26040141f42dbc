// Writes what the user decided to where it belongs: hardware and place into the settings, epochs and batch size into the code, the rest into a comment beside the run.
import * as vscode from 'vscode';
import type { TextEdit } from '../../model/alternative';
import type { EditSite, Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import { applyEdits } from '../actions/edits';
import { rangeOf, uriOf } from '../documents/places';
import type { Reading } from '../documents/reading';
import { isNotebook } from '../documents/sourceDocument';
import { directiveKeys, directiveValues, mergedDirective } from './directive';
import { section } from './readSettings';
import type { UserSettings } from './userSettings';

/** Settings that have a key in the editor's configuration. */
const configurationKeys: Readonly<Partial<Record<keyof Settings, string>>> = {
  gpu: 'gpu',
  gpuCount: 'gpuCount',
  region: 'region',
  gridIntensityKgPerKwh: 'gridIntensity',
  pue: 'pue',
};
/** Settings that a number in the code decides, by the edit site that holds it. */
const siteKinds: Readonly<Partial<Record<keyof Settings, EditSite['changes']>>> = { epochs: 'epochs', perDeviceBatchSize: 'batchSize' };
/** Languages whose comments cannot carry a directive. */
const withoutComments: ReadonlySet<string> = new Set(['json']);

/** What the user knows about the data and the code cannot say; kept in the workspace's storage where no comment can carry it. */
const rememberable: readonly (keyof Settings)[] = ['datasetSamples', 'epochs', 'meanTokensPerSample'];

/** @returns the inputs that `keepInputs` can write for this run; precision or method, say, is only what the code says. */
export const keepableInputs = (run: Run): readonly string[] => [
  ...Object.keys(configurationKeys),
  ...rememberable,
  ...Object.entries(siteKinds).flatMap(([name, kind]) =>
    run.sites.some(({ changes }) => changes === kind) && !rememberable.includes(name as keyof Settings) ? [name] : [],
  ),
];

/** Resolves once everything is written; text edits are one undo step. */
export async function keepInputs(settings: Settings, reading: Reading, runIndex: number, user: UserSettings): Promise<void> {
  const run = reading.run(runIndex);
  const inDirective: Record<string, unknown> = {};
  const remembered: Record<string, unknown> = {};
  const edits: TextEdit[] = [];
  for (const [name, value] of Object.entries(settings) as [keyof Settings, string | number | undefined][]) {
    if (value === undefined) continue;
    const configurationKey = configurationKeys[name];
    const site = run?.sites.find(({ changes }) => changes === siteKinds[name]);
    if (configurationKey) await writeSetting(configurationKey, value, reading.uri);
    else if (site) edits.push({ span: site.span, newText: site.template.replaceAll('{value}', String(value)) }, ...(site.alongside ?? []));
    else if (run && directiveKeys[name] && !isReadOnly(reading)) inDirective[name] = value;
    else if (rememberable.includes(name)) remembered[name] = value;
  }
  if (run && Object.keys(inDirective).length > 0) edits.push(await directiveEdit(reading, run, inDirective as Settings));
  if (edits.length > 0 && !(await applyEdits(reading.source, edits))) Object.assign(remembered, inDirective);
  if (Object.keys(remembered).length > 0) await user.remember(reading.uri, remembered as Settings);
}

const isReadOnly = ({ source }: Reading): boolean =>
  vscode.workspace.fs.isWritableFileSystem(source.uri.scheme) === false || (!isNotebook(source) && withoutComments.has(source.languageId));

async function writeSetting(key: string, value: string | number, resource: vscode.Uri): Promise<void> {
  const target = vscode.workspace.workspaceFolders?.length ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration(section, resource).update(key, value, target);
}

/** Changes the directive above the run, or puts one there. */
async function directiveEdit({ source }: Reading, run: Run, settings: Settings): Promise<TextEdit> {
  const document = await vscode.workspace.openTextDocument(uriOf(source, run.anchor));
  const { line } = run.anchor;
  const above = line >= 2 && line - 2 < document.lineCount ? document.lineAt(line - 2).text : '';
  const merged = mergedDirective(above, settings);
  if (merged !== undefined) return { span: { ...run.anchor, line: line - 1, column: 0, endLine: line - 1, endColumn: above.length }, newText: merged };
  const site = run.sites.find(({ changes }) => changes === 'directive');
  if (site) {
    const existing = mergedDirective(document.getText(rangeOf(site.span)), settings);
    return { span: site.span, newText: existing ?? site.template.replaceAll('{value}', directiveValues(settings)) };
  }
  const indent = /^\s*/.exec(document.lineAt(Math.min(line, document.lineCount) - 1).text)?.[0] ?? '';
  const mark = /script$|^typescript|^javascript|^jsonc$/.test(document.languageId) && document.languageId !== 'shellscript' ? '//' : '#';
  return { span: { ...run.anchor, column: 0, endLine: line, endColumn: 0 }, newText: `${indent}${mark} footprint: ${directiveValues(settings)}\n` };
}
