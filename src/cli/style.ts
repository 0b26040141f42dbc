// Colours for a terminal: only where one looks, and never against NO_COLOR.
import { plainText, type TextStyle } from '../report/renderers/text';

const escape = (open: number, close: number) => (text: string) => (text ? `\u001b[${open}m${text}\u001b[${close}m` : text);
const coloured: TextStyle = { bold: escape(1, 22), dim: escape(2, 22), good: escape(32, 39), warn: escape(33, 39) };

/** https://no-color.org: any non-empty NO_COLOR switches colours off. */
export function terminalStyle(stream: { readonly isTTY?: boolean; readonly columns?: number }, environment: NodeJS.ProcessEnv): TextStyle {
  const wanted = environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0';
  const plain = environment.NO_COLOR || environment.TERM === 'dumb' || !(stream.isTTY || wanted);
  return { ...(plain ? plainText : coloured), ...(stream.columns ? { columns: stream.columns } : {}) };
}
