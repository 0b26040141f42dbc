// Reads the section files of spaCy (`[training.optimizer]`, JSON values, `${paths.train}`) into nested values with spans.
import type { Span } from '../../../model/source';
import type { Value } from '../../evaluate/values';
import { known, mapping, maximumEntries, type ConfigDocument } from '../configDocument';

interface Section {
  readonly entries: Map<string, Value>;
  readonly keySpans: Map<string, Span>;
}

/** Lines that are neither section, setting, continuation nor comment are passed over. Never throws. */
export function readCfg(path: string, text: string): ConfigDocument {
  const root: Section = { entries: new Map(), keySpans: new Map() };
  let section = root;
  let last: { readonly section: Section; readonly name: string; readonly written: string; readonly span: Span } | undefined;
  let entries = 0;
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (entries > maximumEntries) break;
    const at = (from: number, to: number): Span => ({ path, line: index + 1, column: from, endLine: index + 1, endColumn: to });
    if (/^\s*([#;]|$)/.test(line)) continue;
    const header = /^\s*\[([^\]]+)\]/.exec(line);
    if (header && !(last && /^\s/.test(line))) {
      section = descend(root, header[1]!.trim().split('.'), at(line.indexOf('['), line.length));
      last = undefined;
      entries++;
      continue;
    }
    if (/^\s/.test(line) && last) {
      const written = last.written + ' ' + line.trim();
      const span = { ...last.span, endLine: index + 1, endColumn: line.length };
      last.section.entries.set(last.name, parseSetting(written, span));
      last = { ...last, written, span };
      continue;
    }
    const setting = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (!setting) continue;
    const name = setting[1]!;
    const written = setting[2]!;
    const from = line.length - line.trimEnd().length === 0 ? line.length - written.length : line.trimEnd().length - written.length;
    section.entries.set(name, parseSetting(written, at(from, from + written.length)));
    section.keySpans.set(name, at(0, name.length));
    last = { section, name, written, span: at(from, from + written.length) };
    entries++;
  }
  return { path, root: mapping(root.entries, root.keySpans), diagnostics: [] };
}

function descend(root: Section, names: readonly string[], span: Span): Section {
  let section = root;
  for (const name of names) {
    const next = section.entries.get(name);
    if (next?.kind === 'mapping') section = next as unknown as Section;
    else {
      const created = mapping(new Map(), new Map(), span);
      section.entries.set(name, created);
      section.keySpans.set(name, span);
      section = created as unknown as Section;
    }
  }
  return section;
}

/** Values are JSON; what is not (a bare reference, a path) stays text. Objects and lists are kept as written, since no fact is read from inside one. */
function parseSetting(written: string, span: Span): Value {
  try {
    const value: unknown = JSON.parse(written);
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return known(value, span, written);
  } catch {
    // not JSON: Python's spelling or plain text
    if (/^(True|False)$/i.test(written)) return known(written.toLowerCase() === 'true', span, written);
    if (/^None$/.test(written)) return known(null, span, written);
  }
  return known(written, span, written);
}
