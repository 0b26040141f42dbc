// A document together with the files that it names: reads, loads what was asked for, and reads again until nothing new turns up.
import type { Cancellation, FileReader, SourceDocument } from '../../model/host';
import type { FileAnalysis } from '../../model/run';
import { analyzeDocument, languageOf, type FrontEnds } from '../analyze';
import { askForImports } from './importedFiles';
import { askForPins } from './pins/projectPins';
import { LoadedSources, type LoadedFile, type Needs } from './loadedSources';
import { askForNamedFiles } from './namedFiles';
import { folderOf } from '../../model/paths';

/** Each round loads what the reading asked for; a chain of imports deeper than this is given up. */
const mostRounds = 8;
/** Rounds that stop at the first file that isn't loaded yet; those after them go on, so that the last one reads the whole program. */
const mostStops = 5;
/** Scripts that turned up together and whose imports are loaded with them; more are candidates of which few are followed. */
const mostPrograms = 4;
/** Documents whose needs are remembered; those of the least recently read go first. */
const rememberedDocuments = 64;

/** Reads documents, and remembers what each of them needed, so that after an edit all of it is loaded before the first round. */
export class CompleteReading {
  readonly #needs = new Map<string, Needs>();

  /** @returns undefined when cancelled */
  async read(document: SourceDocument, files: FileReader, frontEnds: FrontEnds, cancellation?: Cancellation): Promise<FileAnalysis | undefined> {
    const sources = new LoadedSources(files.root ?? folderOf(document.path), files, document);
    const needs = this.#needs.get(document.path);
    if (needs) await sources.loadAhead(needs);
    else if (languageOf(document) === 'python') await loadNamed([document], sources);
    const file = await readRounds(document, sources, frontEnds, cancellation);
    if (file) this.#remember(document.path, sources.needs);
    return file;
  }

  #remember(path: string, needs: Needs): void {
    this.#needs.delete(path);
    this.#needs.set(path, needs);
    if (this.#needs.size > rememberedDocuments) this.#needs.delete(this.#needs.keys().next().value!);
  }
}

/** Import statements and paths name the most of what programs need: they are followed without following the program. */
async function loadNamed(programs: readonly LoadedFile[], sources: LoadedSources): Promise<void> {
  for (const { path, text } of programs) askForNamedFiles(path, text, sources);
  for (let round = 0; round < mostRounds; round++) {
    for (const { path, text } of programs) askForImports(path, text, sources);
    for (const { path } of programs) askForPins(path, sources);
    if (!(await sources.loadMissing())) break;
  }
}

async function readRounds(
  document: SourceDocument,
  sources: LoadedSources,
  frontEnds: FrontEnds,
  cancellation: Cancellation | undefined,
): Promise<FileAnalysis | undefined> {
  let file: FileAnalysis | undefined;
  let stops = true;
  sources.cancellation = cancellation;
  for (let round = 0; round < mostRounds; round++) {
    if (cancellation?.isCancelled) return undefined;
    sources.stopsAtMissing = stops && round < mostStops;
    file = analyzeDocument(document, sources, frontEnds);
    if (cancellation?.isCancelled) return undefined;
    const news = await sources.loadMissing();
    if (!news && !sources.hasStopped) break;
    // A file that isn't there was worth no stop; the next one may not be there either.
    stops &&= news !== undefined;
    const programs = news?.filter(({ path }) => path.endsWith('.py')) ?? [];
    if (programs.length > 0 && programs.length <= mostPrograms) await loadNamed(programs, sources);
  }
  return file;
}
