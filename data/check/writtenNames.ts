// Model names as people write them in a folder of code: `from_pretrained`, `timm.create_model`, defaults and options of `model_name_or_path`.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isPath } from '../../src/knowledge/models/modelNames';

export interface WrittenName {
  readonly name: string;
  readonly library: string | undefined;
  /** the first file that writes it, relative to the folder */
  readonly file: string;
}

const readable = /\.(?:py|ipynb|sh|ya?ml)$/i;
/** Larger files are data. */
const mostBytes = 5_000_000;
/** Tokenizers, processors, schedulers and adapters go by names that are no models. */
const noModel = /(?:Tokenizer|Processor|FeatureExtractor|Scheduler|GenerationConfig|Peft\w*|\b[Tt]okenizer|processor)$/;

const quoted = String.raw`\\?["']([^"'\\\n]{2,120})\\?["']`;
const spellings: readonly { readonly pattern: RegExp; readonly library?: string }[] = [
  { pattern: new RegExp(String.raw`([\w.]+)\.from_pretrained\(\s*(?:pretrained_model_name_or_path\s*=\s*)?${quoted}`, 'g') },
  { pattern: new RegExp(String.raw`(timm)\.create_model\(\s*(?:model_name\s*=\s*)?${quoted}`, 'g'), library: 'timm' },
  { pattern: new RegExp(String.raw`(--(?:model_name_or_path|pretrained_model_name_or_path))\\?["'][^)]{0,200}?default\s*=\s*${quoted}`, 'g') },
  { pattern: new RegExp(String.raw`(\bmodel_name_or_path)\s*(?::[^=\n]{0,60})?=\s*(?:field\(\s*default\s*=\s*)?${quoted}`, 'g') },
  { pattern: /(--(?:pretrained_)?model_name_or_path)[ =]["']?([A-Za-z][\w./-]{2,120})/g },
  { pattern: /^\s*((?:pretrained_)?model_name_or_path)\s*:\s*["']?([A-Za-z][\w./-]{2,120})["']?\s*(?:#.*)?$/gm },
];

/** @returns each name once, with the library whose name it is where the call shows that. */
export function writtenNames(folder: string): readonly WrittenName[] {
  const found = new Map<string, WrittenName>();
  for (const file of filesOf(folder)) {
    const text = readFileSync(file, 'utf8');
    for (const { pattern, library } of spellings)
      for (const [, callee = '', name = ''] of text.matchAll(pattern)) {
        if (noModel.test(callee) || found.has(`${library}\n${name}`)) continue;
        found.set(`${library}\n${name}`, { name, library, file: relative(folder, file) });
      }
  }
  return [...found.values()];
}

/** The labelled files of a labelled folder (with the files that they read), every readable file of another. */
function filesOf(folder: string): readonly string[] {
  const labels = join(folder, 'labels.jsonl');
  const all = existsSync(labels)
    ? readFileSync(labels, 'utf8')
        .split('\n')
        .filter(Boolean)
        .flatMap((line) => labelledFiles(folder, JSON.parse(line) as Label))
    : readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  return [...new Set(all)].filter((file) => readable.test(file) && existsSync(file) && statSync(file).isFile() && statSync(file).size <= mostBytes);
}

interface Label {
  readonly file: string;
  readonly path?: string;
  readonly support?: readonly string[];
}

/** `support` is relative to the repository that `path` is relative to. */
function labelledFiles(folder: string, { file, path = '', support = [] }: Label): readonly string[] {
  const repository = path && file.endsWith(path) ? file.slice(0, -path.length) : dirname(file);
  return [join(folder, file), ...support.map((each) => join(folder, repository, each))];
}

/** What names no model of anyone's: paths, placeholders, and the words of examples. */
export const isPlaceholder = (name: string): boolean =>
  isPath(name) ||
  /[{}<>$()\s]|^(?:path|str|none|null|optional|outputs?|model|results?)$/i.test(name) ||
  /(?:^|[/_-])(?:your|my|path|to|user(?:name)?|foo|bar|checkpoint|output|tmp|dummy|custom)(?:[/_-]|$)|\.(?:pth?|bin|ckpt|h5|safetensors|json)$/i.test(name);
