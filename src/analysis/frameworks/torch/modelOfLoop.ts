// What a PyTorch loop trains: the model behind the optimizer's parameters, its precision, its inputs.
import { libraryRoots } from '../../evaluate/modules/names';
import { optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived } from '../draft';
import type { LoopDescriber } from '../framework';
import { describeImages, describeProcessorImages } from '../objects/images';
import { describeModel } from '../objects/models';
import { reachesPretrained } from '../objects/modelSources';
import { isOptimizer } from '../objects/optimizers';
import { typeOf } from '../objects/storedTypes';
import { describeTokenization } from '../objects/tokenization';
import { frozenBackbone } from './frozenBackbone';
import { countSeveral } from './severalModels';
import { typeOfCalled } from './typeOfCalled';
import { shortName } from '../reading';
import { collateInLoaders, paddingSite } from '../sites/paddingSite';

/** Names of arguments that bring weights from elsewhere, or a network that has some. */
const bringsWeights = /pre_?train|weight|backbone|checkpoint|ckpt|resume|encoder|path|file|arch|name|init/i;

/**
 * A network whose class isn't in reach, made of plain numbers and named like a class: it starts from scratch unless it says otherwise.
 * Nothing was loaded into it, and no argument names weights or another network.
 */
function unseenNetwork(parameters: Value | undefined): Instance | undefined {
  const made = optionsOf(parameters).flatMap((option) => (option.kind === 'instance' && /\.parameters$/.test(option.callee) ? optionsOf(option.receiver) : []));
  const [network] = made;
  if (made.length !== 1 || network?.kind !== 'instance' || network.role || network.receiver || network.classTarget) return undefined;
  const [root = ''] = network.callee.split('.');
  if (libraryRoots.has(root) || !/^[A-Z]/.test(shortName(network.callee)) || network.attributes.has('#loaded') || network.attributes.has('#frozen'))
    return undefined;
  const { positional, keywords, complete } = network.call;
  const plain = (value: Value): boolean => value.kind === 'known' && typeof value.value !== 'string';
  return complete && positional.every(plain) && [...keywords].every(([name, value]) => plain(value) && !bringsWeights.test(name)) ? network : undefined;
}

export const modelOfLoop: LoopDescriber = ({ draft, anchor, optimizer, loader, reading }) => {
  if (draft.engine !== 'torch') return;
  const optimizers = optionsOf(optimizer).filter((option): option is Instance => option.kind === 'instance');
  const [first] = optimizers;
  // Descent without an optimizer names the model itself.
  const parameters =
    first && !isOptimizer(first) ? first : (first?.call.positional[0] ?? first?.call.keywords.get('params') ?? first?.call.keywords.get('model'));
  const called = reading.inside(anchor, 'forward').flatMap(({ event }) => optionsOf(event.instance.receiver));
  const source = describeModel(draft, parameters, reading, called);
  // Of several models that the loop calls, which one trains only the optimizer could tell.
  if (!source && new Set(called).size === 1 && !draft.unknowns.some((open) => open.fact === 'model')) describeModel(draft, called[0], reading);
  // One of several models was described; another that the same optimizer trains may be pre-trained.
  if (draft.facts.method?.value === 'pretrain' && reachesPretrained(parameters, reading)) delete draft.facts.method;
  const unseen = source || draft.facts.method ? undefined : unseenNetwork(parameters);
  if (unseen) draft.set('method', derived('pretrain', unseen.span));
  const backbone = frozenBackbone(anchor, draft.subject, reading);
  if (backbone) {
    // The head alone was counted and named; the run is of the network below it.
    delete draft.facts.parameters;
    delete draft.facts.model;
    describeModel(draft, backbone, reading);
    delete draft.facts.parameters;
    draft.set('method', derived('frozen', backbone.span));
  } else countSeveral(draft, anchor, first && isOptimizer(first) ? first : undefined, reading);
  const stored = source && typeOf(source.object);
  if (!draft.facts.precision && stored && stored.value !== 'fp32') draft.set('precision', stored);
  if (!stored) typeOfCalled(draft, anchor, source, reading);
  if (!draft.facts.precision && reading.allowsTf32 && !draft.unknowns.some((open) => open.fact === 'precision'))
    draft.set('precision', derived('tf32', reading.tf32Switch?.span));
  const padding = describeTokenization(draft, reading);
  paddingSite(draft, padding, collateInLoaders);
  describeImages(draft, loader?.dataset, reading, loader?.dataset?.kind === 'unknown' ? reading.happenings : draft.fetched);
  describeProcessorImages(draft, reading);
};
