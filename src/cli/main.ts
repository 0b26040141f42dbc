#!/usr/bin/env node
// The terminal's entry: reads the options, loads what the command needs, and turns errors into exit codes.
import type { Engine } from '../engine';
import { LOCAL_GPU, readOptions, UsageError, type Options } from './options';
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
      const [{ analyze }, engine] = await Promise.all([import('./commands/analyze'), loadEngine(options)]);
      return analyze(engine, options);
    }
    case 'mcp': {
      const [{ serve }, engine] = await Promise.all([import('./mcp/server'), loadEngine(options)]);
      return serve(engine, await withHardware(options, engine));
    }
    case 'compare': {
      const [{ compare }, engine] = await Promise.all([import('./commands/compare'), loadEngine(options)]);
      return compare(engine, await withHardware(options, engine));
    }
    case 'estimate': {
      if (options.spec !== undefined) {
        const [{ estimateSpecs }, engine] = await Promise.all([import('./commands/spec'), loadEngine(options)]);
        return estimateSpecs(engine, await withHardware(options, engine));
      }
      const [{ estimate }, engine] = await Promise.all([import('./commands/estimate'), loadEngine(options)]);
      return estimate(engine, await withHardware(options, engine));
    }
  }
}

async function loadEngine({ online }: Options): Promise<Engine> {
  const [{ createEngine }, hub] = await Promise.all([import('../engine'), online ? import('./machine/hub') : undefined]);
  return createEngine({ loadTypeScript: () => import('../analysis/languages/typescript/typescriptFrontEnd'), hub: hub?.hubOfTerminal() });
}

/** Asks this machine for its accelerators where `--gpu local` says so. */
async function withHardware(options: Options, engine: Engine): Promise<Options> {
  if (options.settings.gpu !== LOCAL_GPU) return options;
  const { withLocalGpu } = await import('./machine/localGpu');
  return { ...options, settings: await withLocalGpu(options.settings, engine) };
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
