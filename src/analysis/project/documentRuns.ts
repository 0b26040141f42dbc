// The runs of a configuration file: by a named trainer's format, or by the script of the project that reads it.
import type { Diagnostic, FactName, Facts, Run } from '../../model/run';
import { compactFacts } from '../frameworks/configs/configFormat';
import { lightningCli } from '../frameworks/configs/general/lightningCli';
import { Settings } from '../frameworks/configs/settings';
import { firstKey, type ConfigDocument } from '../languages/configDocument';
import { factsOfNamedClasses } from './configProgram';
import { runOfReader } from './configReaders';
import { withBase } from './baseConfigs';
import { jobRun } from './jobFiles';
import { formatOf, frameworkOf, makeRun } from './configRuns';
import type { Sources } from './sources';

/** One run for each document of the file that trains something. */
export function configRuns(
  documents: readonly ConfigDocument[],
  text: string,
  sources: Sources,
): { readonly runs: readonly Run[]; readonly diagnostics: readonly Diagnostic[] } {
  const runs: Run[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of documents) {
    const run = runOfDocument(document, text, sources);
    if (!run) continue;
    runs.push(run);
    diagnostics.push(...document.diagnostics);
  }
  return { runs, diagnostics };
}

function runOfDocument(document: ConfigDocument, text: string, sources: Sources): Run | undefined {
  const anchor = firstKey(document.root);
  if (document.root.kind !== 'mapping' || !anchor) return undefined;
  const settings = new Settings(withBase(document.root, document.path, sources));
  const format = formatOf(settings);
  if (!format) return jobRun(document, text, sources) ?? runOfReader(document, sources);
  const stated = compactFacts(format.facts(settings));
  const facts = format === lightningCli ? completed(stated, factsOfNamedClasses(settings, document.path, sources)) : stated;
  return makeRun(frameworkOf(format, settings), anchor, facts, 1, format.task?.(settings));
}

/** What the classes say where the configuration itself is silent; a bound in steps leaves no epochs beside it. */
function completed(stated: Facts, classes: Facts): Facts {
  const missing = Object.entries(classes).filter(
    ([name]) => stated[name as FactName] === undefined && !(name === 'epochs' && stated.maxSteps) && !(name === 'maxSteps' && stated.epochs),
  );
  return { ...Object.fromEntries(missing), ...stated } as Facts;
}
