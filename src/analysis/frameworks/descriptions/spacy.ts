// spaCy: `nlp.update` in a loop of one's own.
import { known, knownNumber, optionsOf, type Value } from '../../evaluate/values';
import { asText, derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type LoopDescriber } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';

const manner: LoopManner = {
  engine: 'spacy',
  optimizerOf: (event) => event.instance.receiver,
  describeOptimizer: (draft: Draft): void => {
    draft.set('optimizer', libraryDefault('adam', 'spacy 3 Language.initialize: thinc Adam'));
    draft.set('learningRate', libraryDefault(0.001, 'spacy 3 Language.initialize: thinc Adam'));
  },
  precisionSource: 'spaCy computes in float32',
};

const describeLoop: LoopDescriber = ({ draft, event, reading }) => {
  if (draft.engine !== 'spacy') return;
  const pipeline = optionsOf(event.instance.receiver).find((option) => option.kind === 'instance');
  if (pipeline?.kind === 'instance') {
    if (/\.load$/.test(pipeline.callee)) {
      draft.take('model', reading.argument(pipeline, 'name', 0), asText);
      draft.set('method', derived('full', pipeline.span));
    } else if (/\.blank$/.test(pipeline.callee)) draft.set('method', derived('pretrain', pipeline.span));
  }
  for (let loop = event.loop; loop; loop = loop.outer) {
    const batches: Value | undefined = loop.iterable;
    if (batches?.kind !== 'instance' || !/\.minibatch$/.test(batches.callee)) continue;
    const size = reading.argument(batches, 'size', 1) ?? { ...known(8, undefined, 'library-default'), source: 'spacy 3 util.minibatch.size' };
    if (knownNumber(size) !== undefined) draft.number('perDeviceBatchSize', size);
    else draft.doubt('perDeviceBatchSize', size);
  }
};

export const spacy = defineFramework({
  name: 'spacy',
  starts: { 'spacy.load.update': loopRun('spacy', manner), 'spacy.blank.update': loopRun('spacy', manner) },
  loops: [describeLoop],
});
