// A LightningCLI configuration as the Python that it stands for, so that the classes it names are followed like any other code.
import type { Fact, Facts } from '../../model/run';
import type { Span } from '../../model/source';
import { fitSettings } from '../frameworks/configs/general/lightningCli';
import type { Settings } from '../frameworks/configs/settings';
import type { Mapping, Value } from '../evaluate/values';
import { analyzePython } from './pythonProgram';
import type { Sources } from './sources';

/** Levels of nested `class_path` that are written out. */
const maximumDepth = 12;

/** Python text in which every setting stands on a line of its own, and the place in the configuration that each line means. */
class ProgramText {
  private readonly lines: string[] = [];
  private readonly imports: string[] = [];
  readonly spans = new Map<number, Span>();

  /** One line, with the place that it means. */
  put(text: string, span?: Span): void {
    this.lines.push(text);
    if (span) this.spans.set(this.lines.length, span);
  }

  /** A class of the configuration under a name of its own. */
  import(classPath: string): string | undefined {
    const at = classPath.lastIndexOf('.');
    if (at <= 0 || !/^[\w.]+$/.test(classPath)) return undefined;
    const name = `class_${this.imports.length}`;
    this.imports.push(`from ${classPath.slice(0, at)} import ${classPath.slice(at + 1)} as ${name}`);
    return name;
  }

  /** The imports come first and move every other line down. */
  finish(): { readonly text: string; readonly spans: ReadonlyMap<number, Span> } {
    const shift = this.imports.length;
    return { text: [...this.imports, ...this.lines].join('\n'), spans: new Map([...this.spans].map(([line, span]) => [line + shift, span])) };
  }
}

function literal(value: Value): string {
  if (value.kind !== 'known' || value.value === null) return 'None';
  if (typeof value.value === 'boolean') return value.value ? 'True' : 'False';
  return typeof value.value === 'number' ? String(value.value) : JSON.stringify(value.value);
}

function write(program: ProgramText, value: Value, depth: number): void {
  if (depth > maximumDepth) return program.put('None,');
  if (value.kind === 'mapping') {
    const classPath = value.entries.get('class_path');
    const name = classPath?.kind === 'known' && typeof classPath.value === 'string' ? program.import(classPath.value) : undefined;
    if (name) {
      const given = value.entries.get('init_args');
      // an optimizer without parameters is a recipe for one: the class gets it as a function of the parameters
      const isRecipe = /\.optim\.\w+$/.test(String((classPath as { value: unknown }).value));
      program.put(isRecipe ? `(lambda parameters: ${name}(parameters,` : `${name}(`);
      writeArguments(program, given?.kind === 'mapping' ? given : undefined, depth);
      program.put(isRecipe ? ')),' : '),');
      return;
    }
    program.put('{');
    for (const [key, entry] of value.entries) {
      program.put(`${JSON.stringify(key)}:`);
      write(program, entry, depth + 1);
    }
    program.put('},');
  } else if (value.kind === 'sequence') {
    program.put('[');
    for (const item of value.items) write(program, item, depth + 1);
    program.put('],');
  } else program.put(`${literal(value)},`, value.span);
}

function writeArguments(program: ProgramText, given: Mapping | undefined, depth: number, only: (value: Value) => boolean = () => true): void {
  for (const [key, value] of given?.entries ?? []) {
    if (!/^[A-Za-z_]\w*$/.test(key) || !only(value)) continue;
    program.put(`${key}=`);
    write(program, value, depth + 1);
  }
}

/** Facts that the named classes determine (optimizer, method, parameters ...); empty where they are not at hand. Spans of settings are those in the configuration. */
export function factsOfNamedClasses(settings: Settings, configPath: string, sources: Sources): Facts {
  const own = fitSettings(settings);
  const [model, data, trainer] = ['model', 'data', 'trainer'].map((name) => own.section(name)?.root);
  if (!model?.entries.has('class_path')) return {};
  const program = new ProgramText();
  program.put('import lightning.pytorch as lightning_library');
  program.put('model = (');
  write(program, model, 0);
  program.put(')[0]');
  program.put('data = (');
  if (data?.entries.has('class_path')) write(program, data, 0);
  else program.put('None,');
  program.put(')[0]');
  program.put('trainer = lightning_library.Trainer(');
  writeArguments(program, trainer, 0, (value) => value.kind === 'known' || (value.kind === 'sequence' && value.items.every((item) => item.kind === 'known')));
  program.put(')');
  program.put('trainer.fit(model, datamodule=data)');
  const { text, spans } = program.finish();
  const path = `${configPath.slice(0, configPath.lastIndexOf('/') + 1)}__lightning_cli__.py`;
  const { runs } = analyzePython({ path, segments: [{ text }] }, sources);
  return runs[0] ? relocatedFacts(runs[0].facts, path, spans) : {};
}

/** Places in the written program become those in the configuration; a fact without one keeps its value alone. */
function relocatedFacts(facts: Facts, path: string, spans: ReadonlyMap<number, Span>): Facts {
  const place = (span: Span | undefined): Span | undefined => (span?.path === path ? spans.get(span.line) : span);
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const { span, text, inputs, ...fact } = value as Fact;
      const placed = place(span);
      return [
        name,
        {
          ...fact,
          ...(placed && { span: placed }),
          ...(placed && text !== undefined && { text }),
          ...(inputs && { inputs: inputs.map((input) => ({ label: input.label, value: input.value, ...(place(input.span) && { span: place(input.span) }) })) }),
        },
      ];
    }),
  ) as Facts;
}
