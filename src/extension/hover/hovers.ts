// What a value in the code does to the footprint, shown over the value itself.
import * as vscode from 'vscode';
import { isIn, rangeOf } from '../documents/places';
import type { Reading } from '../documents/reading';
import { sourceOf, trainingSelector } from '../documents/sourceDocument';
import type { Fact, FactName } from '../../model/run';
import type { Services } from '../services';
import { isEnabled } from '../settings/surfaces';
import { anchorHover, factHover } from './hoverText';

export function registerHovers(services: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(trainingSelector, {
    provideHover: (document, position) => hoverAt(document, position, services),
  });
}

/** Nothing is read here: the hover speaks of the last good reading, and of its places only while the text is as it was. */
function hoverAt(document: vscode.TextDocument, position: vscode.Position, { readings, user, log }: Services): vscode.ProviderResult<vscode.Hover> {
  const source = sourceOf(document);
  if (!source || !isEnabled('hover', document.uri)) return undefined;
  const show = (reading: Reading | undefined): vscode.Hover | undefined => {
    if (!reading || reading.isStale) return undefined;
    try {
      return firstHover(reading, document, position, user);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      return undefined;
    }
  };
  const known = readings.peek(source);
  if (known && !known.isStale) return show(known);
  return readings.isCurrent(source) ? undefined : readings.read(source).then(show, () => undefined);
}

function firstHover(reading: Reading, document: vscode.TextDocument, position: vscode.Position, user: Services['user']): vscode.Hover | undefined {
  for (const [index, run] of reading.runs.entries()) {
    const settings = user.of(reading.uri);
    const here = (Object.entries(run.facts) as [FactName, Fact | undefined][])
      .filter(([, fact]) => fact?.span && isIn(document, reading.source, fact.span) && rangeOf(fact.span).contains(position))
      .sort(([, a], [, b]) => length(a) - length(b));
    // One literal may say several things (a model's name says its parameters too); the first by size of place that matters leads.
    for (const [name, fact] of here) {
      const text = factHover(reading, index, name, settings);
      if (text && fact?.span) return new vscode.Hover(text, rangeOf(fact.span));
    }
    const anchors = [run.anchor, ...(run.otherAnchors ?? [])];
    const anchor = anchors.find((span) => isIn(document, reading.source, span) && span.line - 1 === position.line && rangeOf(span).contains(position));
    if (anchor)
      return new vscode.Hover(
        anchorHover(reading, index, settings),
        rangeOf({ ...anchor, endLine: anchor.line, endColumn: document.lineAt(anchor.line - 1).text.length }),
      );
  }
  return undefined;
}

const length = (fact: Fact | undefined): number =>
  fact?.span ? (fact.span.endLine - fact.span.line) * 10_000 + fact.span.endColumn - fact.span.column : Infinity;
