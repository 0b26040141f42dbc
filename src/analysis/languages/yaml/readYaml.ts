// Reads YAML into values with spans: anchors and merge keys resolved, each document of a stream by itself, bombs defused.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Scalar } from 'yaml';
import type { Span } from '../../../model/source';
import type { Mapping, Value } from '../../evaluate/values';
import { givenUp, known, mapping, maximumDepth, maximumEntries, type ConfigDocument } from '../configDocument';
import { LineIndex } from '../lineIndex';
import { nestsTooDeep, nestsTooDeepMessage } from '../nesting';

/** The entry under which a mapping keeps the class that its tag names (`!new:torch.optim.Adam`). */
export const tagKey = '!class';

/** Documents of one stream that are read; training configurations have one, job files a few. */
const maximumDocuments = 20;

/** Texts whose trees are kept: a program's configs are read again with every edit of the program. */
const keptTexts = 32;
const longestKept = 100_000;
const kept = new Map<string, readonly Document[]>();

/** The trees of a text, which nothing changes once they are made. @throws RangeError when it nests too deeply */
function parsed(text: string): readonly Document[] {
  const before = kept.get(text);
  if (before) return before;
  const documents = parseAllDocuments(text, {
    version: '1.1',
    keepSourceTokens: false,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  }) as readonly Document[];
  if (text.length <= longestKept) kept.set(text, documents);
  if (kept.size > keptTexts) kept.delete(kept.keys().next().value!);
  return documents;
}

/**
 * One configuration for each YAML document. Scalars are read as YAML 1.1, as PyYAML and with it nearly every trainer does (`yes` is true, `1_000` a number).
 * Never throws: a text that cannot be read at all yields no document, or one with a diagnostic.
 */
export function readYaml(path: string, text: string): readonly ConfigDocument[] {
  if (nestsTooDeep(text)) return [givenUp(path, nestsTooDeepMessage)];
  const lines = new LineIndex(path, text);
  let documents: readonly Document[];
  try {
    documents = parsed(text);
  } catch (error) {
    // The composer descends by recursion; a file that nests to exhaust the stack ends here.
    return [givenUp(path, `Not readable as YAML: ${error instanceof RangeError ? 'nested too deeply' : String(error)}`)];
  }
  return documents.slice(0, maximumDocuments).map((document) => {
    const first = document.errors[0];
    const diagnostics = first ? [{ message: `YAML: ${first.message.split('\n')[0]}`, span: lines.span(first.pos[0], first.pos[1]) }] : [];
    return { path, root: new TreeReader(lines, text).read(document.contents), diagnostics };
  });
}

/** Converts one document's nodes. An alias yields the very value of its anchor, so that nested aliases cost nothing here. */
class TreeReader {
  private readonly anchors = new Map<string, Value>();
  private entries = 0;

  constructor(
    private readonly lines: LineIndex,
    private readonly text: string,
  ) {}

  read(root: Node | null): Value {
    return root ? this.convert(root, 0) : known(null, undefined);
  }

  private spanOf(node: Node): Span | undefined {
    return node.range ? this.lines.span(node.range[0], node.range[1]) : undefined;
  }

  private convert(node: Node, depth: number): Value {
    const span = this.spanOf(node);
    if (depth > maximumDepth || ++this.entries > maximumEntries) return { kind: 'unknown', reason: 'gave-up', origin: 'literal', span };
    if (isAlias(node)) return this.anchors.get(node.source) ?? { kind: 'unknown', reason: 'run-time', detail: `*${node.source}`, origin: 'literal', span };
    const value = this.convertNode(node, span, depth);
    if ('anchor' in node && node.anchor) this.anchors.set(node.anchor, value);
    return value;
  }

  private convertNode(node: Node, span: Span | undefined, depth: number): Value {
    const made = classOf(node.tag);
    if (made !== undefined && isScalar(node) && !node.source) return mapping(new Map([[tagKey, known(made, span)]]), new Map(), span);
    if (isMap(node)) {
      const entries = new Map<string, Value>(made === undefined ? [] : [[tagKey, known(made, span)]]);
      const keys = new Map<string, Span>();
      const merged: Mapping[] = [];
      for (const pair of node.items) {
        const key = pair.key as Node | null;
        if (!isScalar(key)) continue;
        const value = pair.value ? this.convert(pair.value as Node, depth + 1) : known(null, this.spanOf(key));
        if (isMergeKey(key)) {
          for (const source of value.kind === 'sequence' ? value.items : [value]) if (source.kind === 'mapping') merged.push(source);
          continue;
        }
        const name = String(key.source ?? key.value);
        entries.set(name, value);
        const keySpan = this.spanOf(key);
        if (keySpan) keys.set(name, keySpan);
      }
      for (const source of merged) {
        for (const [name, value] of source.entries) {
          if (entries.has(name)) continue;
          entries.set(name, value);
          const keySpan = source.keySpans?.get(name);
          if (keySpan) keys.set(name, keySpan);
        }
      }
      return mapping(entries, keys, span);
    }
    if (isSeq(node))
      return { kind: 'sequence', items: node.items.map((item) => this.convert(item as Node, depth + 1)), complete: true, origin: 'literal', span };
    if (isScalar(node)) return this.scalar(node, span);
    return { kind: 'unknown', reason: 'gave-up', origin: 'literal', span };
  }

  private scalar(node: Scalar, span: Span | undefined): Value {
    const written = node.range ? this.text.slice(node.range[0], node.range[1]) : undefined;
    const value = node.value;
    if (node.tag === '!ref' && typeof value === 'string') return known(dollarReferences(value), span, written);
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return known(value, span, written);
    return known(node.source ?? written ?? '', span, written);
  }
}

/** The class or function that a tag names: HyperPyYAML's `!new:`, `!name:` and `!apply:`. */
const classOf = (tag: string | undefined): string | undefined => (tag ? /^!(?:new|name|apply):([\w.]+)$/.exec(tag)?.[1] : undefined);

/** HyperPyYAML's `<section[key]>` in the `${section.key}` that other configurations use. */
const dollarReferences = (text: string): string => text.replace(/<([\w.[\]-]+)>/g, (_, name: string) => `\${${name.replace(/\[/g, '.').replace(/\]/g, '')}}`);

/** Under YAML 1.1 the library hands the merge key over as a symbol. */
const isMergeKey = (key: Scalar): boolean => key.source === '<<' || key.value === '<<' || (typeof key.value === 'symbol' && key.value.description === '<<');
