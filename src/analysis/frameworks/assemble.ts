// Drafts to runs: what was left for the end is read, drafts of one run are joined, edit sites and reasons completed.
import type { FactName, Run, UnknownFact } from '../../model/run';
import type { Span } from '../../model/source';
import { Place, plainSpan } from '../languages/python/positions';
import type { Draft } from './draft';
import type { Reading } from './reading';

/** Facts whose absence is worth a reason even where nothing in the program names it. */
const decisive: readonly FactName[] = ['model', 'perDeviceBatchSize', 'datasetSamples'];

export function assembleRuns(reading: Reading, path: string): Run[] {
  for (const draft of reading.drafts) draft.finish?.();
  return joined(reading.drafts.filter((draft) => draft.anchor.path === path)).map((draft) => toRun(draft, path));
}

/** The same anchor reached twice is one run, repeated; of starts on one object in sibling branches the one that doesn't resume counts. */
function joined(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  for (const draft of drafts) {
    const same = result.find((other) => key(other.anchor) === key(draft.anchor));
    if (same) {
      agree(same, draft);
      continue;
    }
    const sibling = result.find(
      (other) => draft.subject !== undefined && other.subject === draft.subject && other.framework === draft.framework && other.resumes !== draft.resumes,
    );
    if (sibling) {
      if (sibling.resumes) result[result.indexOf(sibling)] = draft;
      continue;
    }
    result.push(draft);
  }
  return result;
}

const key = (span: Span): string => `${span.path}#${span.cell ?? ''}:${span.line}:${span.column}`;

/** What two passes over one anchor disagree on isn't determined by the file. */
function agree(first: Draft, second: Draft): void {
  for (const name of Object.keys(first.facts) as FactName[]) {
    const other = second.facts[name];
    if (other && other.value !== first.facts[name]?.value) {
      delete first.facts[name];
      first.unknowns.push({ fact: name, reason: 'run-time' });
      first.forgetSites(name);
    }
  }
  if (JSON.stringify(first.dataFiles) !== JSON.stringify(second.dataFiles)) first.dataFiles = undefined;
}

function toRun(draft: Draft, path: string): Run {
  const anchor = plainSpan(draft.anchor);
  if (draft.anchor instanceof Place) directiveSite(draft, draft.anchor);
  return {
    id: `${path}#${anchor.cell === undefined ? '' : `${anchor.cell}:`}${anchor.line}`,
    framework: draft.framework,
    ...(draft.task && { task: draft.task }),
    anchor,
    ...(draft.elsewhere && { otherAnchors: [plainSpan(draft.elsewhere)] }),
    facts: draft.facts,
    unknowns: unknownsOf(draft),
    sites: draft.sites,
    ...(draft.dataFiles && { dataFiles: draft.dataFiles }),
    ...(draft.repeats && draft.repeats > 1 && { repeats: draft.repeats }),
  };
}

/** A comment above the anchor states what nobody else does. */
function directiveSite(draft: Draft, anchor: Place): void {
  const { text } = anchor.unit;
  const start = text.lastIndexOf('\n', anchor.from - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start))![0];
  draft.site({ changes: 'directive', span: new Place(anchor.unit, start, start), template: `${indent}# footprint: {value}\n` });
}

function unknownsOf(draft: Draft): UnknownFact[] {
  const seen = new Set<FactName>();
  const result: UnknownFact[] = [];
  const consider = (open: UnknownFact): void => {
    if (draft.facts[open.fact] || seen.has(open.fact)) return;
    seen.add(open.fact);
    result.push(open);
  };
  draft.unknowns.forEach(consider);
  for (const fact of decisive) consider({ fact, reason: 'not-stated' });
  if (!draft.facts.epochs && !draft.facts.maxSteps) consider({ fact: 'epochs', reason: 'not-stated' });
  return result;
}
