// `analyze`: what the files say, before any estimate.
import type { Engine } from '../../engine';
import { fileToJson, SCHEMA } from '../../report/renderers/json';
import { analysisToText } from '../../report/renderers/analysisText';
import { inEnglish } from '../../report/translate';
import { showPathOf } from '../files/paths';
import type { Options } from '../options';
import { writeOutput } from '../output';
import { terminalStyle } from '../style';
import { readRuns } from './readRuns';

/** @returns the exit code. */
export async function analyze(engine: Engine, options: Options): Promise<number> {
  const files: Record<string, unknown>[] = [];
  const texts: string[] = [];
  const style = terminalStyle(options.output ? {} : process.stdout, process.env);
  for await (const { shown, file } of readRuns(engine, options)) {
    if (options.format === 'text') texts.push(analysisToText({ ...file, path: shown }, file.path, style, inEnglish));
    else
      files.push(
        fileToJson(
          file,
          file.runs.map((run) => ({ run })),
          showPathOf(file.path, shown),
        ),
      );
  }
  await writeOutput(options.format === 'text' ? texts.join('\n') : `${JSON.stringify({ schema: SCHEMA, files }, undefined, 2)}\n`, options.output);
  return 0;
}
