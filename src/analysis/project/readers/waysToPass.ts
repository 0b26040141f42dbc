// How a script is handed a configuration: by an option, a positional argument, Hydra's configuration name or group, or not at all where it names the file itself.
import type { CommandLine } from '../commandLine';
import { joinPath } from '../launchers/scriptPaths';
import type { Sources } from '../sources';
import { folderOf, fileNameOf } from '../../../model/paths';

/** Command lines that are tried on one script. */
const mostWays = 4;

/** Names that options for configurations have. */
const optionName = /['"](-{0,2})([\w-]*(?:config|cfg|conf|yaml|yml|hparams?|params_file|opt(?!im)|recipe|settings)[\w-]*)['"]/gi;
const parses = /argparse|absl|click|gflags|FLAGS|fastargs|tyro|jsonargparse|ConfigArgParse|\.parse_args|pyrallis|draccus|HfArgumentParser|TrlParser/;
/** Fire makes options of a function's parameters. */
const fireParameter = /\bdef\s+\w+\(\s*(?:self,\s*)?(config|cfg|conf|config_path|config_file)\b/g;
const takesPath = /from_cli|sys\.argv|HfArgumentParser|TrlParser/;
const hydraFolder = /config_path\s*=\s*["']([^"']+)["']/g;

const importedBeside = /^(?:from[ \t]+\.?(\w+)[ \t]+import\b|import[ \t]+(\w+)[ \t]*$)/gm;
/** Modules beside a script whose options are looked at. */
const mostModules = 8;

const option = (name: string, value: string): CommandLine => ({ options: [{ name: name.replace(/-/g, '_'), values: [value] }], words: [] });
const word = (text: string): CommandLine => ({ options: [], words: [{ text }] });
const none: CommandLine = { options: [], words: [] };

/** The command lines that hand `path` over to the script; empty where it takes no such file. */
export function waysToPass(ownText: string, scriptPath: string, path: string, sources: Sources): readonly CommandLine[] {
  const script = [ownText, ...parsersBeside(ownText, scriptPath, sources)].join('\n');
  const base = fileNameOf(path);
  const stem = base.replace(/\.\w+$/, '');
  const composed = hydraWays(script, scriptPath, path, stem);
  if (composed) return composed;
  const ways: CommandLine[] = script.includes(base) ? [none] : [];
  if (parses.test(script)) {
    const written = [...script.matchAll(optionName)].map((match) => ({ isOption: match[1] !== '', name: match[2]! }));
    for (const name of new Set(written.map((one) => one.name))) {
      ways.push(option(name, path));
      if (written.some((one) => one.name === name && !one.isOption) && /add_argument\(\s*['"][A-Za-z]/.test(script)) ways.push(word(path));
    }
  }
  if (takesPath.test(script)) ways.push(word(path));
  if (/\bfire\.Fire\(/.test(script)) for (const match of script.matchAll(fireParameter)) ways.push(option(match[1]!, path));
  // fastargs adds its own option
  if (/fastargs/.test(script)) ways.push(option('config_file', path));
  return ways.slice(0, mostWays);
}

/** Texts of modules beside the script that declare options for it: `from utils import get_args`. */
function parsersBeside(script: string, scriptPath: string, sources: Sources): readonly string[] {
  const names = [...script.matchAll(importedBeside)].map((match) => match[1] ?? match[2]!);
  return [...new Set(names)].slice(0, mostModules).flatMap((name) => {
    const text = sources.read(joinPath(folderOf(scriptPath), `${name}.py`));
    return text !== undefined && /\.add_argument\(|DEFINE_\w+\(|click\.option\(/.test(text) ? [text] : [];
  });
}

/** For a script of Hydra's: the file is its main configuration, or one of a group; undefined for other scripts. */
function hydraWays(script: string, scriptPath: string, path: string, stem: string): readonly CommandLine[] | undefined {
  if (!/hydra/.test(script)) return undefined;
  const folders = [...script.matchAll(hydraFolder)].map((match) => joinPath(folderOf(scriptPath), match[1]!));
  // Before Hydra 1.1 the path could be that of the file.
  if (folders.includes(path)) return [none];
  const folder = folders.find((one) => path.startsWith(`${one}/`));
  if (folder === undefined) return folders.length > 0 ? [] : undefined;
  const inside = path.slice(folder.length + 1).replace(/\.\w+$/, '');
  const group = folderOf(inside);
  if (group !== '') return [word(`${group}=${stem}`)];
  return [new RegExp(`config_name\\s*=\\s*["']${stem.replace(/[^\w-]/g, '.')}(\\.ya?ml)?["']`).test(script) ? none : option('config_name', stem)];
}
