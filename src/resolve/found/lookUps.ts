// What was found on the machine or the hub, remembered: after an edit the same names have the same answers at once, and the disk is asked again behind them.
import type { Knowledge } from '../../knowledge/knowledge';
import type { DatasetFacts, ModelSizes } from '../../model/architecture';
import type { Cancellation, Clock } from '../../model/host';
import type { FileAnalysis, Found, Run } from '../../model/run';
import { countDataFiles } from './dataLookUp';
import { findModelOutside, isKnownExactly, type Outside } from './modelLookUp';

/** Answers kept; the oldest go first. */
const mostAnswers = 500;
/** So long an answer is taken without looking again. */
const freshMilliseconds = 30_000;

interface Answer {
  readonly found: ModelSizes | DatasetFacts | undefined;
  readonly at: number;
}

export class LookUps {
  readonly #answers = new Map<string, Answer>();
  /** what is being looked for, so that two documents with one name ask once */
  readonly #pending = new Map<string, Promise<void>>();

  constructor(
    private readonly knowledge: Knowledge,
    private readonly clock: Clock | undefined,
  ) {}

  /** The runs with what is remembered of them; a run of which nothing is stays the same object. */
  remembered(path: string, root: string | undefined, runs: readonly Run[]): readonly Run[] {
    return runs.map((run) => {
      const questions = this.questionsOf(run, path, root);
      const model = questions.model && (this.#answers.get(questions.model)?.found as ModelSizes | undefined);
      const data = questions.data && (this.#answers.get(questions.data)?.found as DatasetFacts | undefined);
      const found: Found = { ...(model && { model }), ...(data && { data }) };
      return model || data ? { ...run, found } : run;
    });
  }

  /** Looks for everything that the runs name and the tables lack. @returns whether anything is known that was not known before. */
  async look(file: FileAnalysis, outside: Outside, cancellation?: Cancellation): Promise<boolean> {
    let news = false;
    for (const run of file.runs) {
      if (cancellation?.isCancelled) break;
      const questions = this.questionsOf(run, file.path, outside.files.root);
      if (questions.model) news = (await this.ask(questions.model, () => findModelOutside(run.facts.model!.value, file.path, outside, this.knowledge))) || news;
      if (questions.data) news = (await this.ask(questions.data, () => countDataFiles(run.dataFiles ?? [], file.path, outside.files))) || news;
    }
    return news;
  }

  /** The keys under which a run's answers are kept: what is asked, and from where. */
  private questionsOf({ facts, framework, dataFiles }: Run, path: string, root = ''): { readonly model?: string; readonly data?: string } {
    const from = `${root}\n${path.slice(0, path.lastIndexOf('/') + 1)}`;
    const id = facts.model?.value;
    const isOpen = id !== undefined && !facts.modelAltered && !isKnownExactly(this.knowledge.model(id, framework));
    const counts = dataFiles !== undefined && dataFiles.length > 0 && !facts.dataset;
    return {
      ...(isOpen && { model: `model\n${from}\n${id}` }),
      ...(counts && { data: `data\n${from}\n${JSON.stringify(dataFiles.map(({ path: file, holds, share, limit }) => [file, holds, share, limit]))}` }),
    };
  }

  private async ask(key: string, look: () => Promise<Answer['found']>): Promise<boolean> {
    const before = this.#answers.get(key);
    const now = this.clock?.now() ?? 0;
    if (before && now - before.at < freshMilliseconds) return false;
    const pending = this.#pending.get(key) ?? look().then((found) => this.keep(key, { found, at: now }));
    this.#pending.set(key, pending);
    try {
      await pending;
    } finally {
      this.#pending.delete(key);
    }
    return JSON.stringify(this.#answers.get(key)?.found) !== JSON.stringify(before?.found);
  }

  private keep(key: string, answer: Answer): void {
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size > mostAnswers) this.#answers.delete(this.#answers.keys().next().value!);
  }
}
