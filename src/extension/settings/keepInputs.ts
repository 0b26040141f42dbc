// Writes what the user decided to where it belongs, or to where the user wants it: the code that decides it, a comment beside the run, or this workspace.
import * as vscode from 'vscode';
import type { TextEdit } from '../../model/alternative';
import type { Run } from '../../model/run';
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
/** What the user knows about the data and the code cannot say; kept in the workspace's storage where no comment can carry it. */
const rememberable: readonly (keyof Settings)[] = ['datasetSamples', 'epochs', 'meanTokensPerSample'];
/** Languages whose comments cannot carry a directive. */
const withoutComments: ReadonlySet<string> = new Set(['json']);

type Input = keyof Settings;
/** In the code that decides it, in a comment of the file, or in the workspace's settings or storage. */
export type KeptAt = 'code' | 'file' | 'workspace';

const inputs = [...new Set([...Object.keys(configurationKeys), ...Object.keys(directiveKeys), ...rememberable])] as readonly Input[];

/** @returns for each input where this run can keep it, the usual place first; none where it is only what the code says. */
export function keepablePlaces(reading: Reading, runIndex: number, settings: Settings): Readonly<Record<string, readonly KeptAt[]>> {
  const run = reading.run(runIndex);
  return Object.fromEntries(run ? inputs.map((name) => [name, placesFor(name, reading, run, settings)]) : []);
}

function placesFor(name: Input, reading: Reading, run: Run, settings: Settings): readonly KeptAt[] {
  const isHardwareOrPlace = configurationKeys[name] !== undefined;
  const inCode = reading.engine.decidedInCode(run).includes(name);
  // A comment would lose to a setting that is there already.
  const inFile = directiveKeys[name] !== undefined && !isReadOnly(reading) && !(isHardwareOrPlace && settings[name] !== undefined);
  const inWorkspace = isHardwareOrPlace || rememberable.includes(name);
  const beside: readonly KeptAt[] = [...(inCode ? (['code'] as const) : []), ...(inFile ? (['file'] as const) : [])];
  return isHardwareOrPlace ? ['workspace', ...beside] : [...beside, ...(inWorkspace ? (['workspace'] as const) : [])];
}

/** Resolves once everything is written; text edits are one undo step. @param where the user's wish; the usual place of each input without it, and where it can't be fulfilled */
export async function keepInputs(settings: Settings, reading: Reading, runIndex: number, user: UserSettings, where?: KeptAt): Promise<void> {
  const run = reading.run(runIndex);
  if (!run) return;
  const inDirective: Record<string, unknown> = {};
  const remembered: Record<string, unknown> = {};
  const edits: TextEdit[] = [];
  const known = user.of(reading.uri);
  for (const [name, value] of Object.entries(settings) as [Input, string | number | undefined][]) {
    if (value === undefined) continue;
    const places = placesFor(name, reading, run, known);
    const codeEdits = reading.engine.settingEdits(run, name, value);
    const [place] = [...places.filter((one) => one === where), ...places].filter((one) => one !== 'code' || codeEdits);
    if (place === 'code') edits.push(...codeEdits!);
    else if (place === 'file') inDirective[name] = value;
    else if (place === 'workspace' && configurationKeys[name]) await writeSetting(configurationKeys[name], value, reading.uri);
    else if (place === 'workspace') remembered[name] = value;
    // What this workspace remembers would beat what the file says from now on.
    if (place === 'code' || place === 'file') remembered[name] = undefined;
  }
  if (Object.keys(inDirective).length > 0) edits.push(await directiveEdit(reading, run, inDirective as Settings));
  if (edits.length > 0 && !(await applyEdits(reading.source, edits))) Object.assign(remembered, inDirective);
  if (Object.keys(remembered).some((name) => remembered[name] !== known[name as Input])) await user.remember(reading.uri, remembered as Settings);
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
