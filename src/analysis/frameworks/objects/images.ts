// The size of images after the training transform.
import { ValueSearch } from '../../evaluate/valueSearch';
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asPositive, derived, factOf, type Draft } from '../draft';
import { nativeSide, weightsTransforms } from '../images/nativeSides';
import { changesSize, effectOf, isHolder, isTimmTransform, square, stepsOf } from '../images/transformSteps';
import type { Happening, Reading } from '../reading';
import { constructorArgument } from './constructorArguments';
import { followedTransforms } from './mappedFunctions';

const searchLimit = 200;

/**
 * The side that the data set's transform leaves, or the data set's own images have where nothing changes it.
 * `fetched` is what happened when the data set was asked for a sample: transforms that it applies without keeping them.
 */
export function describeImages(draft: Draft, dataset: Value | undefined, reading: Reading, fetched: readonly Happening[] = []): void {
  if (draft.facts.imageSize) return;
  const native = nativeSide(dataset);
  const kept = pipelinesOf(dataset);
  const pipelines = kept.length > 0 ? kept : appliedPipelines(fetched, reading);
  if (pipelines.length === 0) {
    const side = native ?? keptSide(dataset);
    if (side) draft.number('imageSize', side, (number) => Number.isInteger(number) && number > 1);
    return;
  }
  const sides = pipelines.map((steps) => sideAfter(steps, native));
  const distinct = new Set(sides.map((side) => (side === undefined ? 'open' : (knownNumber(side) ?? 'open'))));
  if (distinct.size === 1 && !distinct.has('open')) draft.set('imageSize', factOf(sides[0], asPositive));
  else if ((kept.length === 0 || kept.every(isOpenByOwnSteps)) && keptSide(dataset)) draft.number('imageSize', keptSide(dataset));
  else for (const side of sides) if (side && knownNumber(side) === undefined) draft.doubt('imageSize', side);
}

/** Attributes in which data sets of the workspace keep the side that they cut their images to, and parameters that they are made with. */
const sideNames = ['image_size', 'img_size', 'imsize', 'imgsize', 'crop_size', 'input_size', 'input_shape', 'resolution', 'image_resolution', 'resize'];

function keptSide(dataset: Value | undefined): Value | undefined {
  const kept = optionsOf(dataset).flatMap((option) => (option.kind === 'instance' && option.classTarget ? sidesOf(option) : []));
  const sides = kept.map(square);
  const numbers = new Set(sides.map((side) => knownNumber(side)));
  return numbers.size === 1 ? sides[0] : undefined;
}

const sidesOf = (dataset: Instance): readonly Value[] => {
  const present = (values: readonly (Value | undefined)[]): readonly Value[] => values.filter((value) => value !== undefined);
  const attributes = present(sideNames.map((name) => dataset.attributes.get(name)));
  return attributes.length > 0 ? attributes : present(sideNames.map((name) => constructorArgument(dataset, name)));
};

/** A classifier's images come out of the model's own processor where nothing else gives their size. DINOv2's processor cuts smaller than the model was trained at. */
export function describeProcessorImages(draft: Draft, reading: Reading): void {
  const made = reading.happenings.find(({ kind }) => kind === 'image-processor-made');
  const classifies = draft.subject?.kind === 'instance' && /ForImageClassification/.test(draft.subject.callee);
  if (made && classifies && !draft.facts.imageSize && !/dinov2/i.test(draft.facts.model?.value ?? ''))
    draft.set('modelImageSize', derived(true, made.event.place));
}

/** The side after all steps, each of which sets it, adds to it or leaves it. */
function sideAfter(steps: readonly Instance[], native: Value | undefined): Value | undefined {
  let side = native;
  for (const step of steps) {
    const effect = effectOf(step);
    if (effect.kind === 'sets') ({ side } = effect);
    else if (effect.kind === 'adds') {
      const before = knownNumber(side);
      side = before === undefined || effect.pixels === undefined ? undefined : known(before + 2 * effect.pixels, step.span, 'derived', [side!]);
    }
  }
  return side;
}

/** A pipeline in which only transforms of the workspace have a say in the size, none of which tells it. */
const isOpenByOwnSteps = (steps: readonly Instance[]): boolean => steps.filter(changesSize).every((step) => step.classTarget !== undefined);

const transformLibraries = /^(torchvision\.transforms|paddle\.vision\.transforms|albumentations|kornia\.augmentation)\./;

const isTransform = (object: Instance): boolean =>
  !object.role && (isHolder(object) || weightsTransforms.test(object.callee) || isTimmTransform(object) || transformLibraries.test(object.callee));

const pipelineOf = (transform: Instance): readonly Instance[] => (isHolder(transform) ? stepsOf(transform) : [transform]);

/** Transforms that change the size and are reachable from a data set. */
function pipelinesOf(dataset: Value | undefined): readonly (readonly Instance[])[] {
  const pipelines: (readonly Instance[])[] = [];
  const search = new ValueSearch([dataset], searchLimit);
  for (const current of search) {
    if (current.kind === 'instance') {
      if (isTransform(current)) {
        const steps = pipelineOf(current);
        if (steps.some(changesSize)) pipelines.push(steps);
        continue;
      }
      search.follow(current.receiver);
      const followed = current.attributes.get(followedTransforms);
      if (followed) search.follow(followed);
      search.follow(...current.call.positional, ...current.call.keywords.values(), ...(current.role ? [] : current.attributes.values()));
    } else if (current.kind === 'sequence') search.follow(...current.items.slice(0, 8));
    else if (current.kind === 'mapping')
      search.follow(...(current.entries.has('train') ? [current.entries.get('train')!] : [...current.entries.values()].slice(0, 8)));
    else if (current.kind === 'choice') search.follow(...current.options);
  }
  return pipelines;
}

/** What a sample went through when it was fetched: called transforms, and plain resizing of PIL and OpenCV; later ones have the last word. */
function appliedPipelines(fetched: readonly Happening[], reading: Reading): readonly (readonly Instance[])[] {
  const applied = fetched.filter(({ kind }) => kind === 'transformed').flatMap(({ event: { instance } }) => stepApplied(instance, reading));
  return applied.some(changesSize) ? [applied] : [];
}

function stepApplied(call: Instance, reading: Reading): readonly Instance[] {
  if (call.callee.endsWith('.__call__')) {
    const transform = optionsOf(call.receiver).find((option): option is Instance => option.kind === 'instance');
    return transform && isTransform(transform) ? pipelineOf(transform) : transform ? [transform] : [];
  }
  // `cv2.resize(image, (w, h))`, `image.resize((w, h))`, `F.resize(image, size)`: written as the step that does the same.
  const size =
    call.call.keywords.get('size') ??
    call.call.keywords.get('dsize') ??
    call.call.positional[reading.is(call, 'cv2.resize', 'torchvision.transforms.functional.resize') ? 1 : 0];
  return size ? [{ ...call, callee: 'torchvision.transforms.Resize', call: { positional: [size], keywords: new Map(), complete: true } }] : [];
}
