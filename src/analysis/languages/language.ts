// Which language a document is written in, by its name first and by the editor's opinion where the name says nothing.
import type { SourceDocument } from '../../model/host';
import type { Language } from '../../model/run';
import { fileNameOf } from '../../model/paths';

const byExtension: Readonly<Record<string, Language>> = {
  py: 'python',
  pyw: 'python',
  pyi: 'python',
  ipynb: 'notebook',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'json',
  toml: 'toml',
  cfg: 'cfg',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  slurm: 'shell',
  sbatch: 'shell',
  slrm: 'shell',
  pbs: 'shell',
  job: 'shell',
  lsf: 'shell',
  mk: 'makefile',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
};
const byLanguageId: Readonly<Record<string, Language>> = {
  python: 'python',
  jupyter: 'notebook',
  yaml: 'yaml',
  dockercompose: 'yaml',
  json: 'json',
  jsonc: 'json',
  toml: 'toml',
  ini: 'cfg',
  properties: 'cfg',
  shellscript: 'shell',
  makefile: 'makefile',
  dockerfile: 'shell',
  typescript: 'typescript',
  typescriptreact: 'typescript',
  javascript: 'javascript',
  javascriptreact: 'javascript',
};
const byName: readonly (readonly [RegExp, Language])[] = [
  [/^(gnu)?makefile(\..*)?$/i, 'makefile'],
  [/^(docker|container)file(\..*)?$|\.dockerfile$/i, 'shell'],
];

/** Whether a document is a recipe for a container image, whose instructions hold shell commands. */
export const isDockerfile = (document: SourceDocument): boolean =>
  /^(docker|container)file(\..*)?$|\.dockerfile$/i.test(fileNameOf(document.path)) || document.languageId === 'dockerfile';

/** @returns undefined for a document in a language that no front end reads. */
export function languageOf(document: SourceDocument): Language | undefined {
  const name = fileNameOf(document.path);
  for (const [pattern, language] of byName) if (pattern.test(name)) return language;
  const dot = name.lastIndexOf('.');
  const extension = dot >= 0 ? byExtension[name.slice(dot + 1).toLowerCase()] : undefined;
  return extension ?? (document.languageId ? byLanguageId[document.languageId] : undefined);
}
