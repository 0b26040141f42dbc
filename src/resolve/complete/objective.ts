// What a preference, reward, reinforcement or distillation run does for each sample: sequences, passes of models that are not trained, answers.
import type { ModelSizes } from '../../model/architecture';
import type { Assumption } from '../../model/estimate';
import { exactly, type Interval } from '../../model/interval';
import type { Method, Objective } from '../../model/run';
import type { Provenance } from '../../model/source';
import type { Input, ObjectiveWork } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import { backingOf, type Stated } from '../stated';

type Work = Omit<ObjectiveWork, 'name'>;

const plain: Work = { sequences: 1, samplesPerRow: 1, stepCountsRows: false, updates: exactly(1), frozenPasses: exactly(0), frozenCopies: 0 };
/** The chosen and the rejected answer, each with its prompt. */
const pair: Work = { ...plain, sequences: 2 };
/** The log-probabilities of each sequence under the model that training started from. */
const reference = { frozenPasses: exactly(1), frozenCopies: 1 } as const;

/**
 * The work of each objective, as its paper and TRL's trainer (0.24) have it:
 * - DPO (Rafailov et al. 2023), IPO: both answers through model and reference. ORPO, CPO, SimPO and reward models (Hong et al. 2024; Xu et al. 2024; Meng et al. 2024) have no reference.
 * - KTO (Ethayarajh et al. 2024): one answer; its divergence is estimated on a mismatched one, which goes through both models once more.
 * - PPO (Schulman et al. 2017; Ouyang et al. 2022): each answer through reference, reward and value model, then one to four updates, twice that where the value model is another whole model.
 * - GRPO and RLOO (Shao et al. 2024; Ahmadian et al. 2024): one update; up to the old policy's and the reference's log-probabilities of each answer, which TRL leaves out by default.
 * - Online DPO (Guo et al. 2024): two answers a prompt, reference and judge.
 */
const works: Readonly<Record<Objective, Work>> = {
  dpo: { ...pair, ...reference },
  ipo: { ...pair, ...reference },
  orpo: pair,
  cpo: pair,
  simpo: pair,
  reward: pair,
  kto: { ...plain, frozenPasses: exactly(3), frozenCopies: 1 },
  bco: { ...plain, ...reference },
  ppo: { ...plain, updates: { low: 1, mid: 4, high: 8 }, frozenPasses: { low: 2, mid: 3, high: 4 }, frozenCopies: 3 },
  grpo: { ...plain, frozenPasses: { low: 0, mid: 1, high: 2 }, frozenCopies: 1 },
  rloo: { ...plain, frozenPasses: { low: 0, mid: 1, high: 2 }, frozenCopies: 1 },
  'online-dpo': { ...pair, frozenPasses: { low: 1, mid: 2, high: 2 }, frozenCopies: 2 },
  distillation: plain,
};
export const objectives = Object.keys(works) as readonly Objective[];

/** Objectives whose answers the model writes itself. */
const generating: ReadonlySet<Objective> = new Set<Objective>(['ppo', 'grpo', 'rloo', 'online-dpo']);
/** TRL's trainer of these has no reference unless one is asked for (`beta` is 0 in trl 0.24). */
const withoutReference: ReadonlySet<Objective> = new Set<Objective>(['grpo']);
/** Whose batches and steps count prompts, not answers. */
const countsPrompts = /^verl$/;

/** Answers to one prompt where nobody says: TRL's and verl's examples take 5 to 16. */
const usualAnswers = 8;
/** Where the cut is not stated: 53 in TRL's PPO to 1,024 in LLaMA-Factory's. */
const usualAnswerTokens: Interval = { low: 50, mid: 250, high: 1000 };
/** Mean length of answers in units of what they are cut to. */
const usualShareOfAnswer: Interval = { low: 0.25, mid: 0.6, high: 1 };
/** A teacher of unknown size: DistilBERT's is 1.6 times its student, Gemma 2's more than ten times (Sanh et al. 2019; Gemma Team 2024). */
const usualTeacher: Interval = { low: 1, mid: 3, high: 12 };

/** @returns the objective's work; undefined where samples are learnt from as they stand */
export function completeObjective(
  stated: Stated,
  student: ModelSizes,
  method: Method,
  knowledge: Knowledge,
  assume: (assumption: Assumption) => void,
): Input<ObjectiveWork> | undefined {
  const name = stated.spec.objective;
  if (!name) return undefined;
  const work = works[name];
  const backing = backingOf(stated, 'objective');
  const adapters = method === 'lora' || method === 'qlora';
  if (name === 'distillation') {
    const { size, provenance } = teacherOf(stated, student, knowledge, assume);
    return { value: { ...work, name, frozenPasses: size, frozenCopies: size.mid }, provenance: [...backing, ...provenance], assumed: size.low !== size.high };
  }
  const several = name === 'grpo' || name === 'rloo';
  const answers = stated.spec.generation?.samplesPerPrompt;
  if (several && !answers)
    assume({ name: 'answersPerPrompt', value: usualAnswers, why: 'answers to a prompt not stated', source: 'docs/method.md, Objectives' });
  // Without its adapter the trained model is the reference: no second copy, the same pass.
  const shared = adapters || (withoutReference.has(name) && stated.framework === 'trl');
  return {
    value: {
      ...work,
      name,
      samplesPerRow: several ? (answers ?? usualAnswers) : 1,
      stepCountsRows: countsPrompts.test(stated.framework ?? ''),
      frozenCopies: shared ? 0 : work.frozenCopies,
    },
    provenance: [...backing, ...(answers ? backingOf(stated, 'generation') : [])],
    assumed: several && !answers,
  };
}

/** Tokens of an answer that the run generates; null where it generates none. */
export function answerTokensOf({ spec }: Stated): Interval | null {
  const cut = spec.generation?.tokensPerSample;
  if (!spec.objective) return cut ? exactly(cut * (spec.generation?.samplesPerPrompt ?? 1)) : null;
  if (!generating.has(spec.objective)) return null;
  return cut ? { low: cut * usualShareOfAnswer.low, mid: cut * usualShareOfAnswer.mid, high: cut } : usualAnswerTokens;
}

/** Forward work of the teacher in units of the student's: the ratio of what a sample meets. */
function teacherOf(
  stated: Stated,
  student: ModelSizes,
  knowledge: Knowledge,
  assume: (assumption: Assumption) => void,
): { readonly size: Interval; readonly provenance: readonly Provenance[] } {
  const { id, parameters, activeParameters } = stated.spec.teacher ?? {};
  const known = id ? knowledge.model(id, stated.framework) : undefined;
  const met = activeParameters ?? parameters ?? known?.activeParameters ?? known?.parameters;
  const own = student.activeParameters ?? student.parameters;
  if (met && own > 0) return { size: exactly(met / own), provenance: [...(stated.backing.teacher ?? []), ...(known?.provenance ?? [])] };
  const why = 'the size of the teacher is not known; one to twelve times the student';
  assume({ name: 'teacher', value: usualTeacher.mid, why, source: 'docs/method.md, Objectives' });
  return { size: usualTeacher, provenance: [{ kind: 'assumption', why }] };
}
