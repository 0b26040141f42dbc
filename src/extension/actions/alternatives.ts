// The greener alternatives of a run, found by the keys that report and page use, and what happens when one is taken.
import * as vscode from 'vscode';
import type { Alternative } from '../../model/alternative';
import type { Settings } from '../../model/settings';
import { clash, editsOf } from '../../model/together';
import type { Reading } from '../documents/reading';
import { keepInputs } from '../settings/keepInputs';
import type { UserSettings } from '../settings/userSettings';
import { applyEdits } from './edits';
import type { Previews } from './preview';

/** @returns the alternatives with these keys, in the keys' order; unknown keys are left out (the text has changed). */
export function alternativesByKey(reading: Reading, runIndex: number, settings: Settings, keys: readonly string[]): readonly Alternative[] {
  const run = reading.run(runIndex);
  return run ? reading.engine.together(run, settings, keys).alternatives : [];
}

/** Makes the edits (one undo step) and writes the settings. @returns false when nothing was done. */
export async function applyAlternatives(reading: Reading, runIndex: number, alternatives: readonly Alternative[], user: UserSettings): Promise<boolean> {
  const edits = editsOf(alternatives);
  if (clash(edits)) return false;
  const applied = edits.length === 0 || (await applyEdits(reading.source, edits));
  if (!applied) return false;
  const settings = Object.assign({}, ...alternatives.map((alternative) => alternative.settings ?? {})) as Settings;
  if (Object.keys(settings).length > 0) await keepInputs(settings, reading, runIndex, user);
  return true;
}

/** Shows the file beside itself with the edits made; the user takes them from there, or doesn't. */
export async function previewAlternatives(
  reading: Reading,
  runIndex: number,
  alternatives: readonly Alternative[],
  { user, previews }: { readonly user: UserSettings; readonly previews: Previews },
): Promise<void> {
  const [first] = alternatives;
  if (!first) return;
  const label = alternatives.length === 1 ? first.title : vscode.l10n.t('{0} greener alternatives', alternatives.length);
  const { version, source } = reading;
  await previews.show(source, editsOf(alternatives), label, async () => {
    // Places of an older text would hit the wrong lines.
    if (source.version === version) await applyAlternatives(reading, runIndex, alternatives, user);
  });
}
