// The facts of one run, with the user's settings over them, become a spec and a complete workload; each input keeps the place it was read at.
import type { Fact, FactName, Facts, Run } from '../model/run';
import type { Settings } from '../model/settings';
import type { TrainingSpec } from '../model/spec';
import type { Provenance } from '../model/source';
import type { Resolved } from '../model/workload';
import type { Knowledge } from '../knowledge/knowledge';
import { completeWorkload } from './complete/completeWorkload';
import { withFound } from './found/withFound';
import type { Stated } from './stated';
import { withSettings } from './withSettings';

/** Facts that a spec has under the same or another name. */
const specKeyOf: Partial<Record<FactName, keyof TrainingSpec>> = {
  method: 'method',
  datasetSamples: 'samples',
  perDeviceBatchSize: 'perDeviceBatchSize',
  globalBatchSize: 'globalBatchSize',
  gradientAccumulation: 'gradientAccumulation',
  epochs: 'epochs',
  maxSteps: 'maxSteps',
  sequenceLength: 'sequenceLength',
  imageSize: 'imageSize',
  optimizer: 'optimizer',
  precision: 'precision',
  loraRank: 'loraRank',
  gradientCheckpointing: 'gradientCheckpointing',
  gpuCount: 'gpuCount',
  gpu: 'gpu',
  region: 'region',
  weightsPrecision: 'weightsPrecision',
  meanTokensPerSample: 'meanTokensPerSample',
  packing: 'packing',
  padding: 'padding',
  sharding: 'sharding',
  tensorParallel: 'tensorParallel',
  pipelineParallel: 'pipelineParallel',
  offload: 'offload',
  flashAttention: 'flashAttention',
  compile: 'compile',
  objective: 'objective',
};

/** What backs a fact: its place, its library's default, or the table it is from. */
function backingOf(name: FactName, fact: Fact): Provenance[] {
  const place: Provenance[] = fact.span ? [{ kind: 'code', span: fact.span, origin: fact.origin, text: fact.text }] : [];
  if (fact.origin === 'library-default') {
    const [library = 'library', version = '', ...rest] = (fact.source ?? '').split(' ');
    return [{ kind: 'library-default', library, version, argument: rest.join(' ') || name, source: fact.source, span: fact.span }];
  }
  if (fact.origin === 'knowledge') return [{ kind: 'table', table: name, row: String(fact.value), source: fact.source ?? 'bundled table' }, ...place];
  if (place.length > 0) return place;
  const steps = (fact.inputs ?? []).flatMap((input): Provenance[] =>
    input.span ? [{ kind: 'code', span: input.span, origin: 'derived', text: String(input.value) }] : [],
  );
  return [
    { kind: 'formula', anchor: 'Workload', text: (fact.inputs ?? []).map((input) => `${input.label} ${input.value}`).join(', ') || 'follows from other facts' },
    ...steps,
  ];
}

/** Numbers that cannot be meant (negative, not finite, absurdly large) are treated as unread. */
const sensible = (value: unknown): boolean => typeof value !== 'number' || (Number.isFinite(value) && value > 0 && value < 1e18);

function statedIn(run: Run): Stated {
  const facts: Facts = run.facts;
  const spec: Record<string, unknown> = { framework: run.framework };
  const backing: Record<string, Provenance[]> = {};
  for (const [name, key] of Object.entries(specKeyOf) as [FactName, keyof TrainingSpec][]) {
    const fact = facts[name] as Fact | undefined;
    if (!fact || fact.value === null || !sensible(fact.value)) continue;
    spec[key] = fact.value;
    backing[key] = backingOf(name, fact);
  }
  const ownData = run.found?.data;
  if (ownData && ownData.trainSamples === facts.datasetSamples?.value) backing.samples = [...ownData.provenance];
  const modelFacts: [FactName, string][] = [
    ['model', 'id'],
    ['parameters', 'parameters'],
    ['flopsPerSample', 'flopsPerSample'],
  ];
  const model: Record<string, unknown> = {};
  for (const [name, key] of modelFacts) {
    const fact = facts[name] as Fact | undefined;
    if (!fact || !sensible(fact.value)) continue;
    model[key] = fact.value;
    backing[`model.${key}`] = backingOf(name, fact);
  }
  if (facts.evaluationPasses || facts.evaluationSamples)
    spec.evaluation = { samples: facts.evaluationSamples?.value ?? null, passes: facts.evaluationPasses?.value ?? null };
  if (facts.answerTokens || facts.answersPerPrompt) {
    spec.generation = { tokensPerSample: facts.answerTokens?.value ?? null, samplesPerPrompt: facts.answersPerPrompt?.value ?? null };
    backing.generation = (['answersPerPrompt', 'answerTokens'] as const).flatMap((name) => (facts[name] ? backingOf(name, facts[name]) : []));
  }
  if (facts.teacher) {
    spec.teacher = { id: facts.teacher.value };
    backing.teacher = backingOf('teacher', facts.teacher);
  }
  // Steps win over epochs, as they do in the trainers that know both; a directive wins over either.
  if (spec.maxSteps && spec.epochs) spec[facts.epochs?.origin === 'user' && facts.maxSteps?.origin !== 'user' ? 'maxSteps' : 'epochs'] = null;
  return {
    spec: { ...spec, model } as TrainingSpec,
    backing,
    framework: run.framework,
    dataset: facts.dataset?.value,
    datasetLoader: facts.dataset?.source,
    datasetPart: facts.datasetPart?.value,
    ownData,
    task: run.task,
    repeats: run.repeats,
    earlyStopping: facts.earlyStopping?.value === true,
    modelAltered: facts.modelAltered?.value === true,
    productsInTf32: run.productsInTf32,
    lengthIsCap: spec.padding !== 'max_length' && spec.packing !== true,
    fromSource: true,
  };
}

/** The accelerator that a setting gives the job's partition, where the files name none. */
function onPartition(stated: Stated, { facts }: Run, { partitions }: Settings): Stated {
  const { partition } = facts;
  const gpu = partition && partitions && Object.hasOwn(partitions, partition.value) ? partitions[partition.value] : undefined;
  if (!gpu || facts.gpu || typeof gpu !== 'string') return stated;
  const backing = { ...stated.backing, gpu: [{ kind: 'setting' as const, key: 'partitions' }, ...backingOf('partition', partition!)] };
  return { ...stated, spec: { ...stated.spec, gpu }, backing };
}

/** Reads the run's facts into a workload. Precedence: settings, `# footprint:` directives, code, knowledge, assumption (see docs/method.md, Workload). */
export function resolveRun(run: Run, knowledge: Knowledge, settings: Settings = {}): Resolved {
  return calibrated(completeWorkload(withSettings(onPartition(statedIn(run), run, settings), settings), withFound(knowledge, run)), settings);
}

/** What was measured on the accelerator that the workload runs on. */
function calibrated(resolved: Resolved, { measured }: Settings): Resolved {
  const { workload } = resolved;
  const calibration = workload && measured?.calibrations.find(({ gpu }) => gpu === workload.accelerator.value.name);
  return calibration ? { ...resolved, workload: { ...workload, calibration } } : resolved;
}
