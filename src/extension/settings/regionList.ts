// The regions that a user can choose, in the order of a list: countries first, since few know the code of their grid zone.
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import { placeName } from '../../report/figures/names';
import { inListOrder } from './listOrder';

export interface RegionChoice {
  readonly code: string;
  readonly name: string;
  readonly year: number;
  readonly group: string;
}

/** A provider's row for "not stated", and another source's world: no places to choose. */
const noPlace = /^(unspecified|World \()/;

export function regionList(engine: Engine): readonly RegionChoice[] {
  const groups = [vscode.l10n.t('Countries'), vscode.l10n.t('Cloud regions'), vscode.l10n.t('Grid zones')] as const;
  const groupOf = (code: string): string => (code.includes(':') ? groups[1] : /[-_]/.test(code) ? groups[2] : groups[0]);
  const order = (group: string): number => (groups as readonly string[]).indexOf(group);
  return engine
    .regions()
    .filter(({ name }) => !noPlace.test(name))
    .map(({ code, name, year }) => ({ code, name: placeName(name, (message) => vscode.l10n.t(message)), year, group: groupOf(code) }))
    .sort((a, b) => order(a.group) - order(b.group) || inListOrder(a.name, b.name));
}
