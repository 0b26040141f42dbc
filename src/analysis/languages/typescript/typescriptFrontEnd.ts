// The reader of TypeScript and JavaScript built on ts-morph. Heavy: only hosts import it, lazily, as a chunk of its own.
import { Project, ts, type SourceFile } from 'ts-morph';
import type { SourceDocument } from '../../../model/host';
import type { FileAnalysis } from '../../../model/run';
import type { Sources } from '../../project/sources';
import { joinPath } from '../../project/launchers/scriptPaths';
import { brainRuns } from './brainRuns';
import { ConstantReader } from './constants';
import { exportsAnything, importersOf, specifiersOf } from './importers';
import { ml5Runs } from './ml5Runs';
import { ModelFlow } from './modelFlow';
import { onnxRuns } from './onnxRuns';
import { serviceRuns } from './serviceRuns';
import { TfjsReader } from './tfjsRuns';

/** Imported files that are read beside the document, and how long they may be together. */
const maximumFiles = 40;
const maximumCharacters = 1_500_000;
/** Characters of a document that is read; longer scripts are bundles. */
const maximumLength = 600_000;

const extensions = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '/index.ts', '/index.tsx', '/index.js'] as const;

/** Reads one script with what it imports from the workspace. A script that cannot be read yields one diagnostic. */
export function analyze(document: SourceDocument, sources: Sources): Pick<FileAnalysis, 'runs' | 'diagnostics'> {
  if (document.text.length > maximumLength) return { runs: [], diagnostics: [] };
  const project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: {
      allowJs: true,
      checkJs: false,
      noLib: true,
      noResolve: false,
      jsx: ts.JsxEmit.Preserve,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ESNext,
      types: [],
    },
  });
  const file = project.createSourceFile(absolute(document.path), document.text, { overwrite: true });
  loadImports(file, project, sources);
  if (exportsAnything(document.text)) loadImporters(document.path, project, sources);
  const flow = new ModelFlow(project);
  const constants = new ConstantReader(flow);
  const runs = [
    ...new TfjsReader(flow, constants).runs(file),
    ...brainRuns(file, flow, constants),
    ...ml5Runs(file, flow, constants),
    ...onnxRuns(file, constants),
    ...serviceRuns(file, constants),
  ];
  return { runs: runs.map((run) => relocated(run, document.path)).sort((left, right) => left.anchor.line - right.anchor.line), diagnostics: [] };
}

/** The in-memory file system knows only absolute paths. */
const absolute = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

/** Puts the document's own path back into every span. */
function relocated<T>(value: T, path: string): T {
  if (path.startsWith('/')) return value;
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    (key === 'path' || key === 'id') && typeof inner === 'string' ? inner.replace(/^\//, '') : inner,
  ) as T;
}

function loadImports(start: SourceFile, project: Project, sources: Sources): void {
  const open = [start];
  let characters = 0;
  let files = 0;
  for (let file = open.shift(); file; file = open.shift()) {
    const folder = file.getDirectoryPath();
    for (const specifier of specifiersOf(file.getFullText())) {
      const bases = specifier.startsWith('.')
        ? [joinPath(folder, specifier)]
        : /^[@~]\//.test(specifier)
          ? [joinPath(sources.root, `src/${specifier.slice(2)}`), joinPath(sources.root, specifier.slice(2))]
          : [];
      const found = bases
        .flatMap((base) => extensions.map((extension) => base.replace(extension ? /\.(js|jsx|mjs)$/ : /$^/, '') + extension))
        .find((path) => {
          if (!/\.[mc]?[jt]sx?$/.test(path) || project.getSourceFile(absolute(path))) return false;
          const text = files < maximumFiles ? sources.read(path) : undefined;
          if (text === undefined || characters + text.length > maximumCharacters) return false;
          characters += text.length;
          files++;
          open.push(project.createSourceFile(absolute(path), text, { overwrite: true }));
          return true;
        });
      if (found && !specifier.startsWith('.')) rewriteSpecifier(file, specifier, absolute(found));
    }
  }
}

function loadImporters(path: string, project: Project, sources: Sources): void {
  for (const importer of importersOf(path, sources))
    if (!project.getSourceFile(absolute(importer.path))) project.createSourceFile(absolute(importer.path), importer.text, { overwrite: true });
}

/** A path alias resolves once it is written as the file that it means; positions after it stay, since only the declaration's own text changes in memory. */
function rewriteSpecifier(file: SourceFile, specifier: string, path: string): void {
  const paths = file.getProject().compilerOptions.get().paths ?? {};
  file.getProject().compilerOptions.set({ paths: { ...paths, [specifier]: [path] } });
}
