#!/usr/bin/env node
// The terminal's entry: reads the options, loads what the command needs, and turns errors into exit codes.
import { readOptions, UsageError, type Options } from './options';
import { complain } from './output';

/** Exit codes of the contract. */
const UNUSABLE_INPUT = 2;
const INTERNAL_ERROR = 3;

async function run(options: Options): Promise<number> {
  switch (options.command) {
    case 'help': {
      const { USAGE } = await import('./usage');
      process.stdout.write(USAGE);
      return 0;
    }
    case 'version': {
      const { VERSION } = await import('./version');
      process.stdout.write(`${VERSION}\n`);
      return 0;
    }
    case 'analyze': {
      const [{ analyze }, engine] = await Promise.all([import('./commands/analyze'), loadEngine()]);
      return analyze(engine, options);
    }
    case 'estimate': {
      if (options.spec !== undefined) {
        const [{ estimateSpecs }, engine] = await Promise.all([import('./commands/spec'), loadEngine()]);
        return estimateSpecs(engine, options);
      }
      const [{ estimate }, engine] = await Promise.all([import('./commands/estimate'), loadEngine()]);
      return estimate(engine, options);
    }
  }
}

async function loadEngine() {
  const { createEngine } = await import('../engine');
  return createEngine({ loadTypeScript: () => import('../analysis/languages/typescript/typescriptFrontEnd') });
}

// A reader that closes the pipe early (`| head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : INTERNAL_ERROR));

async function main(): Promise<number> {
  try {
    return await run(readOptions(process.argv.slice(2)));
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message);
      return UNUSABLE_INPUT;
    }
    complain(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return INTERNAL_ERROR;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
