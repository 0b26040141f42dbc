// Adds to a run's facts what the bundled tables know of the names in it, so that `analyze` can report it; nothing that the files say is changed.
import type { Fact, Facts, Run } from '../model/run';
import { sizesOfConfiguration } from '../knowledge/configurationText';
import type { Knowledge } from '../knowledge/knowledge';
import { datasetNamed } from './namedDataset';
import type { Provenance } from '../model/source';

/** One line that says which table a value is from. */
const sourceLine = (provenance: readonly Provenance[]): string => {
  const table = provenance.find((entry) => entry.kind === 'table');
  return table?.kind === 'table' ? `${table.table}: ${table.row} (${table.source})` : 'bundled table';
};

/** Parameters, data-set size, the model's own length limit and the global batch, each marked with its origin. */
export function enrichFacts(run: Run, knowledge: Knowledge): Run {
  const facts: Facts = { ...run.facts };
  const model = facts.model ? knowledge.model(facts.model.value, run.framework) : undefined;
  if (model && !facts.parameters && !facts.modelAltered && model.parameters > 0)
    facts.parameters = { value: Math.round(model.parameters), origin: 'knowledge', source: sourceLine(model.provenance) };
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
    const known = datasetNamed(facts.dataset.value, run.framework, knowledge);
    if (known?.trainSamples) facts.datasetSamples = { value: known.trainSamples, origin: 'knowledge', source: sourceLine(known.provenance) };
  }
  // devices that share one copy of the model see the same samples
  if (!facts.globalBatchSize && facts.perDeviceBatchSize && facts.gpuCount && (facts.tensorParallel?.value ?? 1) * (facts.pipelineParallel?.value ?? 1) === 1)
    facts.globalBatchSize = globalBatch(facts.perDeviceBatchSize, facts.gradientAccumulation, facts.gpuCount);
  return { ...run, facts };
}

function globalBatch(perDevice: Fact<number>, accumulation: Fact<number> | undefined, devices: Fact<number>): Fact<number> {
  const inputs = [
    { label: 'per device', value: perDevice.value, span: perDevice.span },
    { label: 'accumulation', value: accumulation?.value ?? 1, span: accumulation?.span },
    { label: 'devices', value: devices.value, span: devices.span },
  ];
  return { value: perDevice.value * (accumulation?.value ?? 1) * devices.value, origin: 'derived', inputs };
}
