// Runs one tool call: reads its input, the file or the text that it is about, and words the answer. Reads only; nothing is written or sent.
import type { Engine } from '../engine';
import type { FileReader, SourceDocument } from '../model/host';
import type { FileAnalysis } from '../model/run';
import type { Settings } from '../model/settings';
import { inEnglish } from '../report/translate';
import { comparisonToMarkdown } from '../workspace/comparison/comparisonMarkdown';
import { compareRuns, type ComparedRun } from '../workspace/comparison/compareRuns';
import type { ToolName } from './toolDefinitions';
import { readSubject, readSubjects, ToolError, type Subject } from './toolInput';
import { alternativesText, estimateText, nothingTrains } from './toolText';

/** A document with the way to what it names. */
export interface ToolFile {
  readonly document: SourceDocument;
  readonly files: FileReader;
}

/** What a host lends the tools. */
export interface ToolHost {
  readonly engine: Engine;
  /** A file that the caller may see. @throws ToolError when it is outside of what it may, is not there or is not text */
  file(path: string): Promise<ToolFile>;
  /** A text that is in no file, under a name beside the workspace's files. */
  text(fileName: string, code: string): ToolFile;
  /** the user's settings for a file; what the call says wins over them */
  settingsOf(document: SourceDocument): Settings;
  /** a path of the analysis as the caller knows it */
  showPath(path: string): string;
}

export interface ToolAnswer {
  readonly text: string;
  /** the model can put it right and ask again */
  readonly isError: boolean;
}

/** Never throws for anything that a caller sends or that stands in a file. */
export async function runTool(name: ToolName, input: unknown, host: ToolHost): Promise<ToolAnswer> {
  try {
    return { text: await answer(name, input, host), isError: false };
  } catch (error) {
    if (error instanceof ToolError) return { text: error.message, isError: true };
    throw error;
  }
}

async function answer(name: ToolName, input: unknown, host: ToolHost): Promise<string> {
  if (name === 'compare') {
    const runs: ComparedRun[] = [];
    for (const subject of readSubjects(input)) runs.push(await comparedRun(subject, host));
    return comparisonToMarkdown(compareRuns(runs, host.showPath, inEnglish), inEnglish);
  }
  const read = await readRuns(readSubject(input), host);
  if (read.indices.length === 0) return nothingTrains(host.showPath(read.file.path));
  const { engine } = host;
  const texts = read.indices.map((index) => {
    const report = { ...engine.report(read.file, index, read.settings), path: host.showPath(read.file.path) };
    if (name === 'estimate_footprint') return estimateText(report);
    const alternatives = engine.alternatives(read.file.runs[index]!, read.settings).map((one) => ({
      ...one,
      edits: one.edits.map((edit) => ({ ...edit, span: { ...edit.span, path: host.showPath(edit.span.path) } })),
    }));
    return alternativesText(report, alternatives);
  });
  return texts.join('\n\n');
}

interface ReadRuns {
  readonly file: FileAnalysis;
  readonly settings: Settings;
  /** of the runs that are meant */
  readonly indices: readonly number[];
}

async function readRuns(subject: Subject, host: ToolHost): Promise<ReadRuns> {
  const { document, files } = subject.path === undefined ? host.text(subject.fileName ?? 'train.py', subject.code ?? '') : await host.file(subject.path);
  const file = await host.engine.lookUp(await host.engine.analyze(document, files), files);
  const settings = { ...host.settingsOf(document), ...subject.settings };
  if (subject.run === undefined) return { file, settings, indices: [...file.runs.keys()] };
  if (subject.run > file.runs.length)
    throw new ToolError(`run: ${host.showPath(file.path)} has ${file.runs.length === 1 ? 'one run' : `${file.runs.length} runs`}`);
  return { file, settings, indices: [subject.run - 1] };
}

async function comparedRun(subject: Subject, host: ToolHost): Promise<ComparedRun> {
  const { file, settings, indices } = await readRuns(subject, host);
  const index = indices[0];
  if (index === undefined) throw new ToolError(nothingTrains(host.showPath(file.path)));
  const run = file.runs[index]!;
  return { file, index, run, estimate: host.engine.estimate(run, settings) };
}
