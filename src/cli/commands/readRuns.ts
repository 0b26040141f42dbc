// Goes through the named files and folders and reads each for its training runs.
import path from 'node:path';
import { stdin } from 'node:process';
import type { Engine } from '../../engine';
import type { SourceDocument } from '../../model/host';
import type { FileAnalysis } from '../../model/run';
import { diskReader } from '../files/diskReader';
import { checkPaths, findFiles, type FoundFile } from '../files/findFiles';
import { rootOf, toEnginePath } from '../files/paths';
import { decode, LARGEST_FILE_BYTES, readTextFile } from '../files/textFile';
import { UsageError, type Options } from '../options';
import { complain } from '../output';
import { scanProgress } from '../progress';
import { mayMatter } from '../../workspace/scan/scanFolder';

export interface ReadFile {
  /** the path as the user gave it */
  readonly shown: string;
  readonly file: FileAnalysis;
}

/**
 * Yields what each file says. A file that cannot be read is named on standard error; when none of the named ones could be, that is the user's to put right.
 * @throws UsageError for paths that do not exist, before anything is yielded.
 */
export async function* readRuns(engine: Engine, options: Options): AsyncGenerator<ReadFile> {
  if (options.paths.includes('-')) {
    yield await readStdin(engine, options);
    return;
  }
  await checkPaths(options.paths);
  const readers = new Map<string, ReturnType<typeof diskReader>>();
  let unreadable = 0;
  let readable = 0;
  const progress = scanProgress(process.stderr);
  for await (const found of findFiles(options.paths, (name) => mayMatter(engine, name))) {
    progress.step(found.shown);
    const document = await documentOf(found);
    if (!document) {
      unreadable++;
      continue;
    }
    readable++;
    if (!found.named && !engine.mayTrain(document)) continue;
    const root = options.root ? toEnginePath(options.root) : rootOf(found.shown);
    const reader = readers.get(root) ?? diskReader(root);
    readers.set(root, reader);
    const file = await engine.lookUp(await engine.analyze(document, reader), reader);
    // in a folder the launchers are read as files of their own
    const launchedBy = found.named ? await engine.launchersOf(document, file, reader) : [];
    yield { shown: found.shown, file: launchedBy.length > 0 ? { ...file, launchedBy } : file };
  }
  progress.end();
  if (unreadable > 0 && readable === 0) throw new UsageError('none of the files could be read');
}

/** The document, or undefined after saying why not. */
async function documentOf({ shown, named }: FoundFile): Promise<SourceDocument | undefined> {
  try {
    const file = await readTextFile(shown);
    if ('text' in file) return { path: toEnginePath(shown), text: file.text };
    if (named) complain(`${shown}: ${file.problem}`);
  } catch {
    complain(`${shown}: cannot be read`);
  }
  return undefined;
}

async function readStdin(engine: Engine, options: Options): Promise<ReadFile> {
  const shown = options.stdinFilename ?? '-';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_FILE_BYTES) break;
  }
  const file = decode(Buffer.concat(chunks));
  if ('problem' in file) throw new UsageError(`standard input: ${file.problem}`);
  const document = { path: toEnginePath(shown), text: file.text };
  const root = options.root ? toEnginePath(options.root) : rootOf(path.resolve(shown));
  const reader = diskReader(root);
  return { shown, file: await engine.lookUp(await engine.analyze(document, reader), reader) };
}
