// A notebook as Python segments, one a code cell, and as the shell lines that it starts; offsets and lines are those of the cells' sources.
import { parseTree, type Node } from 'jsonc-parser';
import type { Fact } from '../../../model/run';
import { nestsTooDeep } from '../nesting';
import { pythonCell, type ReadCell } from './cellMagics';

export interface NotebookCell {
  /** index among all cells, markdown too */
  readonly cell: number;
  readonly text: string;
}

export interface Notebook {
  readonly cells: readonly NotebookCell[];
  /** shell text of a cell with the Python blanked, for each cell that has some */
  readonly shell: readonly NotebookCell[];
  /** files that `%%writefile` cells write, by the name they are given */
  readonly files: ReadonlyMap<string, string>;
  /** the accelerator that Colab's or Kaggle's metadata names */
  readonly gpu?: Fact<string>;
}

/** Cells that are read; a notebook with more is generated. */
const maximumCells = 5_000;

/** @returns undefined for a text that is no notebook. Never throws. */
export function readNotebook(text: string): Notebook | undefined {
  if (nestsTooDeep(text)) return undefined;
  const root = parseTree(text, [], { allowTrailingComma: true });
  const cells = root && child(root, 'cells');
  if (!root || cells?.type !== 'array') return undefined;
  const language = kernelLanguage(root);
  const python: NotebookCell[] = [];
  const shell: NotebookCell[] = [];
  const files = new Map<string, string>();
  for (const [index, node] of (cells.children ?? []).slice(0, maximumCells).entries()) {
    if (child(node, 'cell_type')?.value !== 'code') continue;
    const source = sourceText(child(node, 'source') ?? child(node, 'input'));
    if (source === undefined) continue;
    const written = cellLanguage(node);
    if (written === 'other') continue;
    const read: ReadCell = written === 'shell' ? { shell: source } : pythonCell(source);
    if (read.file) files.set(read.file.name, read.file.text);
    if (read.python !== undefined && language !== 'other') python.push({ cell: index, text: read.python });
    if (read.shell !== undefined) shell.push({ cell: index, text: read.shell });
  }
  const gpu = metadataGpu(root);
  return { cells: python, shell, files, ...(gpu && { gpu }) };
}

function child(node: Node, name: string): Node | undefined {
  if (node.type !== 'object') return undefined;
  for (const property of node.children ?? []) if (property.children?.[0]?.value === name) return property.children[1];
  return undefined;
}

/** A cell's source is a text or a list of lines that carry their own line ends. */
function sourceText(node: Node | undefined): string | undefined {
  if (node?.type === 'string') return String(node.value);
  return node?.type === 'array' ? (node.children ?? []).map((line) => String(line.value ?? '')).join('') : undefined;
}

/** VS Code writes the language of a cell that has another one than the kernel; without it a cell is the kernel's. */
function cellLanguage(cell: Node): 'kernel' | 'shell' | 'other' {
  const metadata = child(cell, 'metadata');
  const editor = metadata && child(metadata, 'vscode');
  const language = editor && child(editor, 'languageId')?.value;
  if (typeof language !== 'string' || language === 'python') return 'kernel';
  return language === 'shellscript' ? 'shell' : 'other';
}

function kernelLanguage(root: Node): 'python' | 'other' {
  const metadata = child(root, 'metadata');
  const kernel = metadata && child(metadata, 'kernelspec');
  const info = metadata && child(metadata, 'language_info');
  const name = String((kernel && child(kernel, 'language')?.value) ?? (info && child(info, 'name')?.value) ?? 'python').toLowerCase();
  return /python/.test(name) ? 'python' : 'other';
}

/** Colab's `gpuType` and Kaggle's `accelerator`; Colab's bare `"accelerator": "GPU"` does not say which. */
function metadataGpu(root: Node): Fact<string> | undefined {
  const metadata = child(root, 'metadata');
  if (!metadata) return undefined;
  const colab = child(metadata, 'colab');
  const kaggle = child(metadata, 'kaggle');
  const colabType = colab && child(colab, 'gpuType')?.value;
  if (typeof colabType === 'string' && colabType !== '' && colabType !== 'None')
    return { value: colabType, origin: 'literal', source: 'notebook metadata: colab.gpuType' };
  const kaggleType = kaggle && child(kaggle, 'accelerator')?.value;
  const nvidia = typeof kaggleType === 'string' ? /^nvidia(?:Tesla)?(\w+)$/i.exec(kaggleType)?.[1] : undefined;
  if (nvidia) return { value: nvidia, origin: 'literal', source: 'notebook metadata: kaggle.accelerator' };
  const tpu = typeof kaggleType === 'string' ? /^tpu[\w-]*?v(\d\w?)/i.exec(kaggleType)?.[1] : undefined;
  return tpu ? { value: `TPU v${tpu}`, origin: 'literal', source: 'notebook metadata: kaggle.accelerator' } : undefined;
}
