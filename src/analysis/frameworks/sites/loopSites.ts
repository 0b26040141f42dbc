// Edits that a hand-written loop takes: an autocast block around forward and loss, the number of epochs, the batch size.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Statement } from '../../languages/python/syntax/statements';
import { Place } from '../../languages/python/positions';
import type { Draft } from '../draft';
import { isInside, type Reading } from '../reading';

export function loopSites(draft: Draft, anchor: Loop, _event: CallEvent, reading: Reading): void {
  if (draft.facts.epochs?.text && draft.facts.epochs.span) draft.site({ changes: 'epochs', span: draft.facts.epochs.span, template: '{value}' });
  if (draft.facts.perDeviceBatchSize?.text && draft.facts.perDeviceBatchSize.span)
    draft.site({ changes: 'batchSize', span: draft.facts.perDeviceBatchSize.span, template: '{value}' });
  if (draft.facts.precision?.value === 'fp32') autocastSite(draft, anchor, reading);
}

/** Wraps the statements from the forward pass to the one before `backward()` in an autocast block of bfloat16, which needs no gradient scaler. */
function autocastSite(draft: Draft, anchor: Loop, reading: Reading): void {
  const backward = reading.happenings.find(
    (happening) => happening.kind === 'backward' && isInside(happening.loop, anchor) && happening.event.place instanceof Place,
  );
  const loop = backward?.loop;
  if (!backward || !loop || reading.inside(anchor, 'entered').some(({ event }) => /autocast$/.test(event.instance.callee))) return;
  const { unit } = backward.event;
  const body = blockAround(loop.node.body, backward.event.place.from);
  const at = body?.findIndex((statement) => contains(statement, backward.event.place.from)) ?? -1;
  const forwards = reading
    .inside(loop, 'forward')
    .filter(({ event }) => event.unit === unit)
    .map(({ event }) => event.place.from);
  const first = body?.findIndex((statement) => forwards.some((offset) => contains(statement, offset))) ?? -1;
  if (!body || at <= 0 || first < 0 || first >= at) return;
  const start = lineStart(unit.text, body[first]!.from);
  const end = lineEnd(unit.text, body[at - 1]!.to);
  const text = unit.text.slice(start, end);
  if (text.includes('"""') || text.includes("'''") || !isPlainIndent(unit.text, start, body[first]!.from)) return;
  const indent = unit.text.slice(start, body[first]!.from);
  const unitOfIndent = indent.includes('\t') ? '\t' : '    ';
  const wrapped = text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : unitOfIndent + line))
    .join('\n');
  if (!importsTorch(unit.text)) return;
  draft.site({
    changes: 'mixedPrecision',
    span: new Place(unit, start, end),
    template: `${indent}with torch.autocast(device_type="cuda", dtype=torch.bfloat16):\n${wrapped.replaceAll('{value}', '{value}')}`,
    values: ['bf16'],
  });
}

const importsTorch = (text: string): boolean => /^\s*import torch\s*($|[#;,])/m.test(text);
const contains = (statement: Statement, offset: number): boolean => statement.from <= offset && offset < statement.to;
const isPlainIndent = (text: string, start: number, from: number): boolean => /^[ \t]*$/.test(text.slice(start, from));
const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
/** To the end of the line, a trailing comment included. */
const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
};

/** The innermost block of the loop's body whose statements hold the offset directly. */
function blockAround(body: readonly Statement[], offset: number): readonly Statement[] | undefined {
  const statement = body.find((one) => contains(one, offset));
  if (!statement) return undefined;
  const inner = blocksOf(statement)
    .map((block) => blockAround(block, offset))
    .find((found) => found !== undefined);
  return inner ?? body;
}

function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map((branch) => branch.body), statement.otherwise];
    case 'for':
    case 'while':
      return [statement.body, statement.otherwise];
    case 'with':
      return [statement.body];
    case 'try':
      return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.final];
    default:
      return [];
  }
}
