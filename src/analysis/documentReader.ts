// Reads documents with the files that they name. Everything that parses is behind this module, so that a host can load it late, or run it elsewhere.
import type { Cancellation, FileReader, Logger, SourceDocument } from '../model/host';
import type { FileAnalysis } from '../model/run';
import type { FrontEnds } from './analyze';
import { languageOf } from './languages/language';
import type { TypeScriptFrontEnd } from './languages/typescript/frontEnd';
import { CompleteReading } from './project/completeReading';

/** What a host runs in its own process, or lets a worker do in its stead. */
export interface DocumentReader {
  /** Loads what a first reading needs, without waiting; for readers that take their time over it. */
  start?(): void;
  /** Reads one document and, through `files`, what it names; never throws for what stands in a file. @returns undefined when cancelled. */
  read(document: SourceDocument, files: FileReader, cancellation?: Cancellation): Promise<FileAnalysis | undefined>;
}

export interface ReaderOptions {
  /** Loads the TypeScript front end when a JS or TS file may train; without it such files give no runs and one diagnostic. */
  readonly loadTypeScript?: () => Promise<TypeScriptFrontEnd | undefined>;
  readonly logger?: Logger;
}

/** A reader in this process; it remembers what each document needed, so that one reader is to be used for all versions of a document. */
export function createReader(options: ReaderOptions): DocumentReader {
  const reading = new CompleteReading();
  return {
    async read(document, files, cancellation) {
      return reading.read(document, files, await frontEndsFor(document, options), cancellation);
    },
  };
}

async function frontEndsFor(document: SourceDocument, { loadTypeScript, logger }: ReaderOptions): Promise<FrontEnds> {
  const language = languageOf(document);
  if ((language !== 'typescript' && language !== 'javascript') || !loadTypeScript) return {};
  try {
    return { typescript: await loadTypeScript() };
  } catch (error) {
    logger?.warn(`the TypeScript front end could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}
