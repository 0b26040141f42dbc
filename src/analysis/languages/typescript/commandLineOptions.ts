// Options of a command line that a TypeScript program reads itself: argparse, commander, yargs, minimist, meow.
import { Node, type Identifier } from 'ts-morph';
import type { Value } from '../../evaluate/values';
import { functionOf, returnedExpression } from './functions';
import { unknown } from './nodeValues';

/** `args.batchSize` of argparse, commander or yargs: the default in the definition of the option. */
export function commandLineOption(target: Identifier, name: string, read: (node: Node) => Value): Value | undefined {
  const declaration = target.getSymbol()?.getDeclarations()[0];
  const initializer = declaration && Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
  const parsed = initializer && Node.isCallExpression(initializer) ? (returnedExpression(functionOf(initializer)) ?? initializer) : initializer;
  if (!parsed || !/parseArgs|parse_args|\.argv|\.opts\(\)|\.parse\(|minimist|yargs|meow/.test(parsed.getText())) return undefined;
  for (const call of target.getSourceFile().getDescendants()) {
    if (!Node.isCallExpression(call)) continue;
    const method = /\.(addArgument|add_argument|option|positional)$/.exec(call.getExpression().getText())?.[1];
    if (!method) continue;
    const [flag, options, third] = call.getArguments();
    if (!flag || !isNamed(flag.getText(), name)) continue;
    const object = [options, third].find((candidate) => candidate && Node.isObjectLiteralExpression(candidate));
    const value = object ? read(object) : undefined;
    const fallback = value?.kind === 'mapping' ? (value.entries.get('defaultValue') ?? value.entries.get('default')) : third ? read(third) : undefined;
    return fallback ? { ...fallback, origin: 'argument-default' } : unknown(target, 'required-argument');
  }
  return undefined;
}

/** Whether `'-b, --batch-size <n>'` is the option that a program reads as `batchSize`. */
function isNamed(flags: string, name: string): boolean {
  const words = flags.replace(/[-_'"[\] ]/g, ' ').split(/[ ,<]+/);
  if (words.some((word) => word.toLowerCase() === name.toLowerCase())) return true;
  const long = flags
    .replace(/['"]/g, '')
    .split(/[ ,]+/)
    .find((word) => word.startsWith('--'));
  return long?.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) === name;
}
