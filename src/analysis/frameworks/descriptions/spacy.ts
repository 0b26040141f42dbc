// spaCy: `nlp.update` in a loop of one's own.
import { joined } from '../../evaluate/modules/moduleFiles';
import { known, knownNumber, knownString, optionsOf, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { readCfg } from '../../languages/cfg/readCfg';
import { compactFacts } from '../configs/configFormat';
import { spacy as format } from '../configs/general/spacy';
import { plainSettings } from '../configs/openMmlab/plainSettings';
import { Settings } from '../configs/settings';
import { asText, derived, libraryDefault, type Draft } from '../draft';
import { defineFramework, type LoopDescriber, type StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';
import { draftAt } from '../transformers/trainerRun';
import { folderOf } from '../../../model/paths';

const manner: LoopManner = {
  engine: 'spacy',
  optimizerOf: (event) => event.instance.receiver,
  describeOptimizer: (draft: Draft): void => {
    draft.set('optimizer', libraryDefault('adam', 'spacy 3 Language.initialize: thinc Adam'));
    draft.set('learningRate', libraryDefault(0.001, 'spacy 3 Language.initialize: thinc Adam'));
  },
  precisionSource: 'spaCy computes in float32',
};

const describeLoop: LoopDescriber = ({ draft, anchor, event, reading }) => {
  if (draft.engine !== 'spacy') return;
  const pipeline = optionsOf(event.instance.receiver).find((option) => option.kind === 'instance');
  if (pipeline?.kind === 'instance') {
    if (/\.load$/.test(pipeline.callee)) {
      draft.take('model', reading.argument(pipeline, 'name', 0), asText);
      draft.set('method', derived('full', pipeline.span));
    } else if (/\.blank$/.test(pipeline.callee)) draft.set('method', derived('pretrain', pipeline.span));
  }
  // `nlp.update([example])`: one at a time
  const examples = event.instance.call.places?.get(0);
  if (examples instanceof Place && /^\[[^,\]]*\]$/.test(examples.text)) draft.set('perDeviceBatchSize', derived(1, examples));
  // whatever its counter is called, a loop around one over the examples counts epochs
  const walked = event.loop;
  if (walked && walked !== anchor && !draft.facts.epochs && anchor.trips && walked.outer === anchor) {
    delete draft.facts.maxSteps;
    draft.number('epochs', anchor.trips);
  }
  for (let loop = event.loop; loop && !draft.facts.perDeviceBatchSize; loop = loop.outer) {
    const batches: Value | undefined = loop.iterable;
    if (batches?.kind !== 'instance' || !/\.minibatch$/.test(batches.callee)) continue;
    const size = reading.argument(batches, 'size', 1) ?? { ...known(8, undefined, 'library-default'), source: 'spacy 3 util.minibatch.size' };
    if (knownNumber(size) !== undefined) draft.number('perDeviceBatchSize', size);
    else draft.doubt('perDeviceBatchSize', size);
  }
};

/** `train("config.cfg", output_path, overrides={"training.max_steps": 100})` of spacy.cli.train. */
const trainFromConfig: StartHandler = (event, reading, machine) => {
  const path = knownString(reading.argument(event, 'config_path', 0));
  const draft = draftAt('spacy', event, machine, undefined);
  const file = path === undefined ? undefined : joined(folderOf(machine.path), path);
  const text = file === undefined ? undefined : machine.sources.read(file);
  const root = file === undefined || text === undefined ? undefined : readCfg(file, text).root;
  const overrides = reading.argument(event, 'overrides');
  if (root?.kind !== 'mapping' || (overrides && overrides.kind !== 'mapping')) return draft;
  const settings = plainSettings(root, false);
  const changed = overrides?.kind === 'mapping' ? plainSettings(overrides, true).entries : [];
  Object.assign(draft.facts, compactFacts(format.facts(new Settings({ ...settings, entries: new Map([...settings.entries, ...changed]) }))));
  return draft;
};

export const spacy = defineFramework({
  name: 'spacy',
  starts: {
    'spacy.cli.train.train': trainFromConfig,
    'spacy.cli.train': trainFromConfig,
    'spacy.load.update': loopRun('spacy', manner),
    'spacy.blank.update': loopRun('spacy', manner),
  },
  loops: [describeLoop],
});
