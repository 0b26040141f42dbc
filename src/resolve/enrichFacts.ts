// Adds to a run's facts what the bundled tables know of the names in it, so that `analyze` can report it; nothing that the files say is changed.
import type { ModelSizes } from '../model/architecture';
import type { Fact, Facts, Run } from '../model/run';
import { sizesOfConfiguration } from '../knowledge/configurationText';
import type { Knowledge } from '../knowledge/knowledge';
import { withFound } from './found/withFound';
import type { DatasetFacts } from '../model/architecture';
import { samplesOfPart } from './datasetPart';
import { datasetNamed } from './namedDataset';
import type { Provenance } from '../model/source';

/** One line that says which table a value is from. */
const sourceLine = (provenance: readonly Provenance[]): string => {
  const table = provenance.find((entry) => entry.kind === 'table');
  return table?.kind === 'table' ? `${table.table}: ${table.row} (${table.source})` : 'bundled table';
};

/** One line that says what was read on the machine or asked of the hub. */
const foundLine = (provenance: readonly Provenance[]): string => provenance.find((entry) => entry.kind === 'formula')?.text ?? 'read on this machine';

/** From the tables, or counted in what lies on the machine or the hub. */
function parametersOf({ parameters, provenance }: ModelSizes, name: Fact<string> | undefined, isFound: boolean): Fact<number> {
  const value = Math.round(parameters);
  return isFound
    ? { value, origin: 'derived', span: name?.span, inputs: [{ label: foundLine(provenance), value, span: name?.span }] }
    : { value, origin: 'knowledge', source: sourceLine(provenance) };
}

/** Parameters, data-set size, the model's own length limit and the global batch, each marked with its origin. */
export function enrichFacts(run: Run, tables: Knowledge): Run {
  const knowledge = withFound(tables, run);
  const facts: Facts = { ...run.facts };
  const model = facts.model ? knowledge.model(facts.model.value, run.framework) : undefined;
  if (model && !facts.parameters && !facts.modelAltered && model.parameters > 0)
    facts.parameters = parametersOf(model, facts.model, model === run.found?.model);
  const built = !model && facts.configuration ? sizesOfConfiguration(facts.configuration.value) : undefined;
  if (built && !facts.parameters && facts.configuration)
    facts.parameters = {
      value: built.parameters,
      origin: 'derived',
      span: facts.configuration.span,
      inputs: [{ label: 'architecture', value: facts.configuration.value, span: facts.configuration.span }],
    };
  // Tokens are cut at, or padded to, the model's own maximum where the code gives no length.
  const limited = facts.truncation?.value === true ? facts.truncation : facts.padding?.value === 'max_length' ? facts.padding : undefined;
  if (limited && !facts.sequenceLength && model?.maxPositions) {
    facts.sequenceLength = {
      value: model.maxPositions,
      origin: 'derived',
      span: limited.span,
      inputs: [{ label: `${model.name} maximum length`, value: model.maxPositions, span: facts.model?.span }],
    };
  }
  if (facts.modelImageSize && !facts.imageSize && model?.imageSize) {
    facts.imageSize = {
      value: model.imageSize,
      origin: 'derived',
      span: facts.modelImageSize.span,
      inputs: [{ label: `${model.name} image size`, value: model.imageSize, span: facts.model?.span }],
    };
  }
  if (facts.dataset && !facts.datasetSamples) {
    const known = datasetNamed(
      { name: facts.dataset.value, loader: facts.dataset.source, part: facts.datasetPart?.value, framework: run.framework },
      knowledge,
    );
    // arrays are mostly split by hand: without a way back to the loader it isn't known what is left
    const isUnclear = facts.dataset.source?.startsWith('sklearn.') && !facts.datasetPart;
    const samples = isUnclear ? undefined : facts.datasetPart ? samplesOfPart(facts.datasetPart.value, known) : known?.trainSamples;
    if (samples) facts.datasetSamples = samplesFact(samples, known, facts);
  }
  const { data } = run.found ?? {};
  if (data?.trainSamples && !facts.dataset && !facts.datasetSamples)
    facts.datasetSamples = {
      value: data.trainSamples,
      origin: 'derived',
      span: run.dataFiles?.[0]?.span,
      inputs: [{ label: foundLine(data.provenance), value: data.trainSamples, span: run.dataFiles?.[0]?.span }],
    };
  // devices that share one copy of the model see the same samples
  if (!facts.globalBatchSize && facts.perDeviceBatchSize && facts.gpuCount && (facts.tensorParallel?.value ?? 1) * (facts.pipelineParallel?.value ?? 1) === 1)
    facts.globalBatchSize = globalBatch(facts.perDeviceBatchSize, facts.gradientAccumulation, facts.gpuCount);
  return { ...run, facts };
}

/** The table's count, or what the code takes of it. */
function samplesFact(value: number, known: DatasetFacts | undefined, { dataset, datasetPart }: Facts): Fact<number> {
  const source = known && sourceLine(known.provenance);
  if (!datasetPart) return { value, origin: 'knowledge', source };
  const whole = known?.trainSamples ? [{ label: dataset?.value ?? known.name, value: known.trainSamples, span: dataset?.span }] : [];
  return { value, origin: 'derived', source, span: datasetPart.span, inputs: [...whole, { label: 'part', value: datasetPart.value, span: datasetPart.span }] };
}

function globalBatch(perDevice: Fact<number>, accumulation: Fact<number> | undefined, devices: Fact<number>): Fact<number> {
  const inputs = [
    { label: 'per device', value: perDevice.value, span: perDevice.span },
    { label: 'accumulation', value: accumulation?.value ?? 1, span: accumulation?.span },
    { label: 'devices', value: devices.value, span: devices.span },
  ];
  return { value: perDevice.value * (accumulation?.value ?? 1) * devices.value, origin: 'derived', inputs };
}
