// Messages of the rooms below in the reader's language.
import * as vscode from 'vscode';
import type { Translate } from '../report/translate';

export const translate: Translate = (message, ...parameters) => vscode.l10n.t(message, ...parameters);
