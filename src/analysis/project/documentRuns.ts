// The runs of a configuration file: by a named trainer's format, or by the script of the project that reads it.
import type { Diagnostic, FactName, Facts, Run } from '../../model/run';
import { compactFacts } from '../frameworks/configs/configFormat';
import { dataFilesOf } from '../frameworks/configs/dataFiles';
import { lightningCli } from '../frameworks/configs/general/lightningCli';
import { statedTraining } from '../frameworks/configs/general/statedTraining';
import { Settings } from '../frameworks/configs/settings';
import { frameworkOfImports } from '../frameworks/frameworkOfImports';
import { firstKey, type ConfigDocument } from '../languages/configDocument';
import { factsOfNamedClasses } from './configProgram';
import { mayTrain } from '../mayTrain';
import { runOfReader } from './readers/configReaders';
import { scriptsNear } from './readers/nearbyScripts';
import { withBase } from './baseConfigs';
import { jobRuns } from './jobs/jobRuns';
import { formatOf, frameworkOf, looseFormatOf, makeRun } from './configRuns';
import type { Sources } from './sources';

/** The runs of each document of the file that trains something. */
export function configRuns(
  documents: readonly ConfigDocument[],
  text: string,
  sources: Sources,
): { readonly runs: readonly Run[]; readonly diagnostics: readonly Diagnostic[] } {
  const runs: Run[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of documents) {
    const found = runsOfDocument(document, text, sources);
    runs.push(...found);
    // what is wrong with a file that trains nothing is not our business, unless it looked like one that trains and was given up
    if (found.length > 0 || document.isGivenUp) diagnostics.push(...document.diagnostics);
  }
  return { runs, diagnostics };
}

function runsOfDocument(document: ConfigDocument, text: string, sources: Sources): readonly Run[] {
  const anchor = firstKey(document.root);
  if (document.root.kind !== 'mapping' || !anchor) return [];
  const settings = new Settings(withBase(document.root, document.path, sources));
  const format = formatOf(settings);
  if (!format) {
    const started = jobRuns(document, text, sources);
    const read = started.length > 0 ? undefined : runOfReader(document, sources);
    if (read) return [read];
    const inTools = toolSections(document).flatMap((section) => runsOfDocument(section, text, sources));
    if (inTools.length > 0) return inTools;
    const loose = started.length > 0 ? undefined : looseFormatOf(settings);
    if (!loose) return started;
    const framework = loose === statedTraining ? (frameworkNear(document.path, sources) ?? frameworkOf(loose, settings)) : frameworkOf(loose, settings);
    return [makeRun(framework, anchor, compactFacts(loose.facts(settings)))];
  }
  const stated = compactFacts(format.facts(settings));
  const facts = format === lightningCli ? completed(stated, factsOfNamedClasses(settings, document.path, sources)) : stated;
  const dataFiles = facts.dataset ? undefined : dataFilesOf(settings);
  return [{ ...makeRun(frameworkOf(format, settings), anchor, facts, 1, format.task?.(settings)), ...(dataFiles && { dataFiles }) }];
}

/** What the project's own training scripts import, where none was seen to read the configuration. */
function frameworkNear(path: string, sources: Sources): string | undefined {
  for (const script of scriptsNear(path, sources)) {
    const text = sources.read(script);
    const found = text !== undefined && mayTrain({ path: script, text }) ? frameworkOfImports(text) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `[tool.NAME]` of a pyproject.toml: each tool's section is a configuration of its own. */
function toolSections(document: ConfigDocument): readonly ConfigDocument[] {
  const tools = document.path.endsWith('pyproject.toml') && document.root.kind === 'mapping' ? document.root.entries.get('tool') : undefined;
  return tools?.kind === 'mapping' ? [...tools.entries.values()].flatMap((root) => (root.kind === 'mapping' ? [{ ...document, root }] : [])) : [];
}

/** What the classes say where the configuration itself is silent; a bound in steps leaves no epochs beside it. */
function completed(stated: Facts, classes: Facts): Facts {
  const missing = Object.entries(classes).filter(
    ([name]) => stated[name as FactName] === undefined && !(name === 'epochs' && stated.maxSteps) && !(name === 'maxSteps' && stated.epochs),
  );
  return { ...Object.fromEntries(missing), ...stated } as Facts;
}
