// One document to its training runs, whatever language it is in.
import type { SourceDocument } from '../model/host';
import type { FileAnalysis, Language, Run } from '../model/run';
import { withSoundSites } from './frameworks/sites/soundSites';
import { isDockerfile, languageOf } from './languages/language';
import { notebookRuns } from './languages/notebook/notebookRuns';
import { readDockerfile } from './languages/shell/files/dockerfile';
import { readMakefile } from './languages/shell/files/makefile';
import { lineStartsOf } from './languages/python/positions';
import type { TypeScriptFrontEnd } from './languages/typescript/frontEnd';
import { mayTrain } from './mayTrain';
import { readConfig } from './project/configRuns';
import { configRuns } from './project/documentRuns';
import { applyDirectives } from './project/directives';
import { launcherRuns } from './project/launchers/launcherRuns';
import { scriptRuns } from './project/scriptRuns';
import type { Sources } from './project/sources';

export { languageOf } from './languages/language';
export { mayTrain } from './mayTrain';

/** Readers that a host lends because they are too heavy for every host. */
export interface FrontEnds {
  readonly typescript?: TypeScriptFrontEnd;
}

type Found = Pick<FileAnalysis, 'runs' | 'diagnostics'>;

/**
 * Reads one document and, through `sources`, the files that it names. Never throws: a defect in a reader becomes one diagnostic, so that one hostile or
 * half-typed file can't take a host down. A document that `mayTrain` rules out, or in no known language, has no runs.
 */
export function analyzeDocument(document: SourceDocument, sources: Sources, frontEnds: FrontEnds = {}): FileAnalysis {
  const language = languageOf(document);
  if (!language || !mayTrain(document)) return { path: document.path, language: language ?? 'python', diagnostics: [], runs: [] };
  try {
    const found = read(document, language, sources, frontEnds);
    return { path: document.path, language, ...found, runs: withDirectives(found.runs, document, language).map(withSoundSites) };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { path: document.path, language, diagnostics: [{ message: `This file could not be read (${reason}).` }], runs: [] };
  }
}

/** `# footprint: ...` (`// footprint: ...`) comments; Python's reader sees to its own. */
function withDirectives(runs: readonly Run[], document: SourceDocument, language: Language): readonly Run[] {
  if (runs.length === 0 || language === 'python' || language === 'notebook' || !document.text.includes('footprint:')) return runs;
  const text = document.text.replace(/\/\/(?=[ \t]*footprint:)/g, ' #');
  return applyDirectives([...runs], [{ path: document.path, text, lineStarts: lineStartsOf(text), body: [] }]);
}

/** Windows line ends mean nothing to any of these languages. Places are lines and columns, so that taking the carriage returns away moves none. */
const withUnixLines = (document: SourceDocument): SourceDocument => ({ ...document, text: document.text.replaceAll('\r\n', '\n') });

function read(document: SourceDocument, language: Language, sources: Sources, frontEnds: FrontEnds): Found {
  const isScript = language === 'typescript' || language === 'javascript';
  if (!isScript && document.text.includes('\r\n')) return read(withUnixLines(document), language, sources, frontEnds);
  const { path, text } = document;
  switch (language) {
    case 'python':
      return scriptRuns(path, text, sources);
    case 'notebook':
      return notebookRuns(document, sources);
    case 'shell':
      return launcherRuns({ path, text: isDockerfile(document) ? readDockerfile(text) : text }, sources);
    case 'makefile':
      return launcherRuns({ path, ...readMakefile(text), freshFolder: true }, sources);
    case 'typescript':
    case 'javascript':
      return (
        frontEnds.typescript?.analyze(document, sources) ?? {
          runs: [],
          diagnostics: [{ message: 'TypeScript files are read on the desktop and in the terminal.' }],
        }
      );
    default:
      return configRuns(readConfig(path, text, language), text, sources);
  }
}
