// Collects the sources that rows cite, each once; rows refer to them by number. Wordings of one source become one entry with a link and a licence.
import type { BuiltTable } from './tableWriter';

export interface KnownSource {
  /** matched against one citation */
  readonly pattern: RegExp;
  readonly text: string;
  readonly licence?: string;
  readonly url?: string;
  readonly year?: number;
}

interface Entry {
  readonly text: string;
  readonly licence: string;
  readonly url: string;
  readonly year?: number;
}

const repositoryAtCommit = /(?<![\w/.-])([\w-]+\/[\w.-]+)\s?@\s?([0-9a-f]{7,40}|v?\d+\.\d+(?:\.\d+)?)\b/;

/** Numbers are stable only within one build; every table of a build is written with the same list. */
export class SourceList {
  readonly #numbers = new Map<string, number>();
  readonly #entries: Entry[] = [];

  constructor(private readonly known: readonly KnownSource[]) {}

  /**
   * @param citations what the row's source cell says; several are separated by `; `.
   * @returns numbers joined by commas, at most three, the decisive one first.
   */
  cite(citations: string, licence = ''): string {
    const numbers = citations
      .split('; ')
      .map((citation) => this.#number(citation.trim(), licence))
      .filter((number) => number !== undefined);
    if (!numbers.length) throw new Error(`no source left in "${citations}"; data/compact/knownSources.ts decides the wording`);
    return [...new Set(numbers)].slice(0, 3).join(',');
  }

  #number(citation: string, licence: string): number | undefined {
    const known = this.known.find((source) => source.pattern.test(citation));
    if (known?.text === '' || (!known && !tidy(citation))) return undefined;
    const entry: Entry = known
      ? { text: known.text, licence: known.licence ?? licence, url: known.url ?? '', year: known.year }
      : { text: tidy(citation), licence, url: linkTo(citation) };
    const key = `${entry.text}\t${entry.licence}\t${entry.url}`;
    const existing = this.#numbers.get(key);
    if (existing !== undefined) return existing;
    this.#entries.push(entry);
    this.#numbers.set(key, this.#entries.length - 1);
    return this.#entries.length - 1;
  }

  entries(): readonly Entry[] {
    return this.#entries;
  }

  table(): BuiltTable {
    return {
      name: 'sources',
      about: 'What the rows of the other tables cite, by number.',
      columns: [{ name: 'number', required: true }, { name: 'text', required: true }, { name: 'licence' }, { name: 'url' }, { name: 'year' }],
      rows: this.#entries.map((entry, number) => [number, entry.text, entry.licence, entry.url, entry.year]),
      key: ['number'],
    };
  }
}

/** Drops the collectors' private notes on where they read a public page. */
const tidy = (citation: string): string =>
  citation
    .replace(/\s*[,(]?\s*(seen in|via|read in|seen via)?\s*\(?(an? )?(public [a-z ]*)?\(?\b(index ids?|id)\b[ \d,]+\)?/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:]+|[\s,;:]+$/g, '');

function linkTo(citation: string): string {
  const found = repositoryAtCommit.exec(citation);
  if (found) return `https://github.com/${found[1]}/tree/${found[2]}`;
  const site = /\b(?:https?:\/\/)?((?:[\w-]+\.)+(?:com|org|net|io|fr|co\.jp|ai|eu|google|co\.uk))\b/.exec(citation);
  return site ? `https://${site[1]}` : '';
}
