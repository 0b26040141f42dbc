// The limits that a team has set, as the editor's settings have them.
import * as vscode from 'vscode';
import { readBudgets, type Budgets } from '../../report/sections/budgets';
import { section } from './readSettings';

/** @returns what limits something; everything else in the setting is left out. */
export const budgetsFor = (resource?: vscode.Uri): Budgets => readBudgets(vscode.workspace.getConfiguration(section, resource).get('budgets'));
