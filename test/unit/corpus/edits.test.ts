// Greener alternatives as edits: each changes what it says it changes, keeps every other byte of the file, and leaves a file that reads well.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alternative, TextEdit } from '../../../src/model/alternative';
import type { Fact, FactName, FileAnalysis, Run } from '../../../src/model/run';
import { analyzeAs, documentOf, engine, offsetsOf, trainingFiles, type OwnFile } from './ownFiles';

/** Enough that every run has a figure, and so its alternatives. */
const SETTINGS = { datasetSamples: 20_000, epochs: 3, gpu: 'A100-SXM4-80GB', gpuCount: 1 };

/** Facts that follow from others, and may change with any of them. */
const FOLLOWING: ReadonlySet<string> = new Set([
  'padding',
  'gradientAccumulation',
  'parameters',
  'globalBatchSize',
  'datasetSamples',
  'evaluationPasses',
  'flopsPerSample',
  'sequenceLength',
  'truncation',
  'method',
]);

interface Applied {
  readonly text: string;
  /** what stood where the edits were made, and what stands there now, from the end of the file */
  readonly undo: readonly { readonly at: number; readonly inserted: string; readonly removed: string }[];
}

function apply(document: string, edits: readonly TextEdit[]): Applied {
  const places = edits.map(({ span, newText }) => ({ ...offsetsOf(document, span), newText })).sort((a, b) => b.from - a.from || b.to - a.to);
  places.forEach(({ from }, index) => {
    const next = places[index + 1];
    assert.ok(!next || next.to <= from, 'two edits overlap');
  });
  let text = document;
  const undo = places.map(({ from, to, newText }) => {
    const removed = text.slice(from, to);
    text = text.slice(0, from) + newText + text.slice(to);
    return { at: from, inserted: newText, removed };
  });
  return { text, undo };
}

/** Takes an edit back: only possible when nothing else was touched. */
function restore({ text, undo }: Applied): string {
  return [...undo].reverse().reduce((whole, { at, inserted, removed }) => {
    assert.equal(whole.slice(at, at + inserted.length), inserted, 'an edit stands somewhere else');
    return whole.slice(0, at) + removed + whole.slice(at + inserted.length);
  }, text);
}

const commentsOf = (text: string): readonly string[] => [...text.matchAll(/(?:^|[ \t])(?:#|\/\/)[ \t]+[^\n\r]*/gm)].map(([comment]) => comment.trim()).sort();

const values = (run: Run): ReadonlyMap<string, unknown> =>
  new Map((Object.entries(run.facts) as [FactName, Fact | undefined][]).map(([name, fact]) => [name, fact?.value]));

/** The file's text after an alternative; its edits may go to other files too, which stay out of this. */
function edited(file: OwnFile, text: string, { edits }: Alternative): string | undefined {
  const own = edits.filter(({ span }) => span.path === file.path);
  if (own.length === 0 || own.length !== edits.length) return undefined;
  const cells = new Set(own.map(({ span }) => span.cell));
  if (cells.size > 1 || own[0]!.span.cell !== undefined) return undefined;
  const applied = apply(text, own);
  assert.equal(restore(applied), text, 'the rest of the file changed');
  // A comment that an edit is about (`# footprint: batch-size=8`) changes with it; every other one stays.
  const meant = own.map(({ span }) => text.split(/\r?\n/)[span.line - 1] ?? '').flatMap(commentsOf);
  const kept = commentsOf(applied.text);
  for (const comment of commentsOf(text)) assert.ok(meant.includes(comment) || kept.includes(comment), `the comment ${comment} is gone`);
  return applied.text;
}

/** After the edit: the run is still there, what the alternative promises is read, and nothing unrelated has another value. */
function assertPromise(before: Run, alternative: Alternative, after: FileAnalysis, index: number): void {
  const run = after.runs[index];
  assert.ok(run, `${alternative.title}: the run is gone`);
  const promised = new Map(Object.entries(alternative.facts ?? {}));
  const [was, is] = [values(before), values(run)];
  // Packed rows have no padding, which few files would say besides.
  if (promised.has('packing')) promised.delete('padding');
  for (const [name, value] of promised) if (value !== null) assert.equal(is.get(name), value, `${alternative.title}: ${name}`);
  for (const [name, value] of was) {
    if (promised.has(name) || FOLLOWING.has(name)) continue;
    assert.equal(is.get(name), value, `${alternative.title}: ${name} changed along`);
  }
}

for (const file of trainingFiles) {
  describe(file.name, () => {
    it('each greener edit does what it says and keeps every other byte', async () => {
      const analysis = await analyzeAs(file, file.text);
      for (const [index, run] of analysis.runs.entries()) {
        for (const alternative of engine.alternatives(run, SETTINGS)) {
          const text = edited(file, file.text, alternative);
          if (text !== undefined) assertPromise(run, alternative, await analyzeAs(file, text), index);
        }
      }
    });

    it('in a file with Windows line ends the same stretches are replaced', async () => {
      const windows = file.text.replace(/\r?\n/g, '\r\n');
      if (file.name.endsWith('.ipynb')) return;
      const [unix, other] = [await analyzeAs(file, file.text.replaceAll('\r\n', '\n')), await analyzeAs(file, windows)];
      for (const [index, run] of other.runs.entries()) {
        const twins = engine.alternatives(unix.runs[index]!, SETTINGS);
        for (const [position, alternative] of engine.alternatives(run, SETTINGS).entries()) {
          for (const [place, edit] of alternative.edits.entries()) {
            const twin = twins[position]?.edits[place];
            assert.ok(twin, `${alternative.title}: no such edit with the other line ends`);
            if (edit.span.path !== file.path) continue;
            assert.equal(oneEnding(stretch(windows, edit)), stretch(file.text.replaceAll('\r\n', '\n'), twin), alternative.title);
          }
        }
      }
    });
  });
}

const oneEnding = (text: string): string => text.replaceAll('\r\n', '\n');

function stretch(text: string, { span }: TextEdit): string {
  const document = documentOf(text, span);
  const { from, to } = offsetsOf(document, span);
  return document.slice(from, to);
}
