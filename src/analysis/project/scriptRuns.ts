// The runs of a Python file: of its program, of the scripts that its notebook's shell lines start, or of the settings that it holds for another script.
import type { Diagnostic, Run } from '../../model/run';
import { shellVariables } from '../languages/notebook/notebookRuns';
import { readScriptNotebook } from '../languages/notebook/scriptNotebook';
import { sentRuns } from './jobs/sentScripts';
import { Budget } from './launchers/launcherProgram';
import { launcherRuns } from './launchers/launcherRuns';
import { analyzePython } from './pythonProgram';
import { runOfConfigModule } from './readers/configModules';
import type { Sources } from './sources';

export function scriptRuns(path: string, text: string, sources: Sources): { readonly runs: readonly Run[]; readonly diagnostics: readonly Diagnostic[] } {
  const notebook = readScriptNotebook(text);
  const program = { path, segments: [{ text: notebook?.python ?? text }] };
  const found = analyzePython(program, sources, { shell: notebook?.shell === undefined ? [] : [notebook.shell] });
  const budget = new Budget();
  const shell = notebook?.shell === undefined ? [] : launcherRuns({ path, text: notebook.shell, variables: shellVariables(found.names) }, sources, budget).runs;
  const runs = [...found.runs, ...shell, ...sentRuns(path, found.started, sources, budget)];
  const diagnostics = [...found.diagnostics, ...budget.diagnostics];
  // a module that trains nothing itself may be the configuration of a script that does
  const settings = runs.length === 0 ? runOfConfigModule(program, sources) : undefined;
  return { runs: settings ? [settings] : runs, diagnostics };
}
