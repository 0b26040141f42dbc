// docopt: the usage text is the declaration; its `[default: ...]`s are the values.
import type { SourceUnit } from '../../../languages/python/syntax/statements';
import { known, knownString, mapping, unknown, type Value } from '../../values';
import { argumentOf, type Native } from '../natives';

/** Lines of a usage text that are read. */
const mostLines = 400;

/** `-b SIZE --batch-size=SIZE  Samples a step [default: 32].` */
const optionLine = /^\s*(-{1,2}[\w?].*?)(?:\s{2,}(.*))?$/;

const docopt: Native = (machine, { call, frame, place }) => {
  const text = knownString(argumentOf(call, 'doc', 0)) ?? docstringOf(frame.unit);
  if (text === undefined) return undefined;
  const entries = new Map<string, Value>();
  for (const { names, value } of optionsOf(text)) {
    const long = names.find((name) => name.startsWith('--')) ?? names[0]!;
    const passed = names.map((name) => machine.launcher.get(name.replace(/^-+/, '').replaceAll('-', '_'))).find(Boolean);
    entries.set(
      long,
      passed?.kind === 'known' && passed.value !== true ? { ...passed, value: String(passed.value) } : (passed ?? known(value, place, 'argument-default')),
    );
  }
  for (const name of positionalOf(text)) if (!entries.has(name)) entries.set(name, unknown('required-argument', place, name));
  return mapping(entries, place, false);
};

function docstringOf(unit: SourceUnit): string | undefined {
  const first = unit.body[0];
  return first?.kind === 'expression' && first.value.kind === 'constant' && typeof first.value.value === 'string' ? first.value.value : undefined;
}

function optionsOf(text: string): { readonly names: readonly string[]; readonly value: string | boolean | null }[] {
  const lines = text.split('\n').slice(0, mostLines);
  const found: { names: string[]; value: string | boolean | null }[] = [];
  lines.forEach((line, index) => {
    const match = optionLine.exec(line);
    if (!match) return;
    const words = match[1]!.split(/[\s,=]+/).filter(Boolean);
    const names = words.filter((word) => word.startsWith('-'));
    const takesValue = words.some((word) => !word.startsWith('-'));
    let description = match[2] ?? '';
    for (let next = index + 1; next < lines.length && lines[next]!.trim() !== '' && !optionLine.test(lines[next]!); next++)
      description += ` ${lines[next]!.trim()}`;
    const standard = /\[default:\s*([^\]]*)\]/i.exec(description)?.[1]?.trim();
    if (names.length > 0) found.push({ names, value: standard ?? (takesValue ? null : false) });
  });
  return found;
}

/** `<file>` and `FILE` of the usage lines. */
const positionalOf = (text: string): readonly string[] => {
  const usage = /usage:([\s\S]*?)(\n\s*\n|$)/i.exec(text)?.[1] ?? '';
  return [...usage.replace(/-{1,2}[\w-]+[= ]<?[\w-]+>?/g, '').matchAll(/<[\w-]+>|\b[A-Z][A-Z_]+\b/g)].map((match) => match[0]);
};

export const docoptNatives: readonly (readonly [string, Native])[] = [
  ['docopt.docopt', docopt],
  ['docopt', docopt],
];
