// `estimate --spec`: the estimator alone, on one spec or on a stream of them.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Engine } from '../../engine';
import { estimateToJson, SCHEMA } from '../../report/renderers/json';
import type { Estimate } from '../../model/estimate';
import { totalOf } from '../../report/sections/total';
import { exceeded } from '../budgets';
import { UsageError, type Options } from '../options';
import { complain, writeLine, writeOutput } from '../output';
import { linesOf, LONGEST_LINE } from '../files/lines';

/** @returns the exit code: 2 when a line was refused, 1 when a budget is exceeded. @throws UsageError for a single spec that is refused. */
export async function estimateSpecs(engine: Engine, options: Options): Promise<number> {
  return options.format === 'jsonl' ? streamSpecs(engine, options) : singleSpec(engine, options);
}

async function singleSpec(engine: Engine, options: Options): Promise<number> {
  let text = '';
  for await (const chunk of await inputOf(options)) {
    text += chunk;
    if (text.length > LONGEST_LINE) throw new UsageError('spec: too large');
  }
  const result = estimateText(engine, text, options);
  if ('error' in result) throw new UsageError(result.error);
  await writeOutput(`${JSON.stringify({ schema: SCHEMA, estimate: estimateToJson(result) }, undefined, 2)}\n`, options.output);
  return overBudget([result], options);
}

async function streamSpecs(engine: Engine, options: Options): Promise<number> {
  const sink =
    options.output === undefined
      ? undefined
      : await open(options.output, 'w').catch(() => {
          throw new UsageError(`--output ${options.output}: cannot be written`);
        });
  const write = sink ? async (text: string) => void (await sink.write(text)) : writeLine;
  let refused = 0;
  let worst = 0;
  try {
    for await (const line of linesOf(await inputOf(options))) {
      if (line !== undefined && line.trim() === '') continue;
      const result = line === undefined ? { error: `longer than ${LONGEST_LINE} characters` } : estimateText(engine, line, options);
      if ('error' in result) refused++;
      else worst = Math.max(worst, overBudget([result], options));
      await write(`${JSON.stringify('error' in result ? { schema: SCHEMA, error: result.error } : { schema: SCHEMA, estimate: estimateToJson(result) })}\n`);
    }
  } finally {
    await sink?.close();
  }
  return refused > 0 ? 2 : worst;
}

function estimateText(engine: Engine, text: string, { settings }: Options): Estimate | { readonly error: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  return engine.estimateSpec(json, settings);
}

function overBudget(estimates: readonly Estimate[], { budgets }: Options): number {
  const over = exceeded(totalOf(estimates), budgets, undefined);
  over.forEach(complain);
  return over.length > 0 ? 1 : 0;
}

async function inputOf({ spec }: Options): Promise<AsyncIterable<string>> {
  if (spec === '-' || spec === undefined) return process.stdin.setEncoding('utf8');
  const handle = await open(spec, 'r').catch(() => {
    throw new UsageError(`--spec ${spec}: cannot be read`);
  });
  await handle.close();
  return createReadStream(spec, 'utf8');
}
