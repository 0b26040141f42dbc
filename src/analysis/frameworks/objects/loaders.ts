// What a training loop walks: the loader's batch size and the data set behind it.
import { known, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { Reading } from '../reading';

export interface Loader {
  readonly object: Instance;
  readonly dataset?: Value;
  readonly batchSize?: Value;
}

const searchLimit = 60;

/** The loader that a loop's iterable is, or is made from. */
export function loaderOf(value: Value | undefined, reading: Reading): Loader | undefined {
  const seen = new Set<Value>();
  const pending: Value[] = value ? [value] : [];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'choice') pending.push(...optionsOf(current));
    else if (current.kind === 'sequence') pending.push(...current.items.slice(0, 4));
    else if (current.kind === 'instance') {
      const loader = describe(current, reading);
      if (loader) return loader;
      if (current.callee === 'range') continue;
      if (current.receiver) pending.push(current.receiver);
      pending.push(...current.call.positional.slice(0, 3));
      for (const [key, attribute] of current.attributes) if (/loader|data/i.test(key)) pending.push(attribute);
    }
  }
  return undefined;
}

function describe(object: Instance, reading: Reading): Loader | undefined {
  if (object.role) return undefined;
  // An iterator of the user's own that keeps its batch size.
  if (object.classTarget && object.bases.length === 0 && object.attributes.get('batch_size'))
    return { object, dataset: object, batchSize: object.attributes.get('batch_size') };
  if (
    reading.is(
      object,
      'torch.utils.data.DataLoader',
      'torch_geometric.loader.DataLoader',
      'torch_geometric.data.DataLoader',
      'monai.data.DataLoader',
      'torch.DataLoader',
      'torchdata.StatefulDataLoader',
      'ffcv.Loader',
    )
  ) {
    const dataset = object.call.positional[0] ?? object.call.keywords.get('dataset');
    return { object, dataset, batchSize: batchOf(object) };
  }
  // timm 1.0: `create_loader(dataset, input_size, batch_size, ...)`, whose own transform makes images of that size.
  if (reading.is(object, 'timm.create_loader'))
    return { object, dataset: object, batchSize: object.call.keywords.get('batch_size') ?? object.call.positional[2] };
  if (reading.is(object, 'torchtext.data.BucketIterator', 'torchtext.data.Iterator', 'torchtext.legacy.data.BucketIterator'))
    return {
      object,
      dataset: object.call.positional[0] ?? object.call.keywords.get('dataset'),
      batchSize: object.call.keywords.get('batch_size') ?? object.call.positional[1],
    };
  return undefined;
}

function batchOf(loader: Instance): Value | undefined {
  const { call } = loader;
  const given = call.keywords.get('batch_size') ?? call.positional[1];
  if (given) return given;
  const sampler = call.keywords.get('batch_sampler');
  for (const option of optionsOf(sampler))
    if (option.kind === 'instance')
      return option.call.keywords.get('batch_size') ?? (/BatchSampler$/.test(option.callee) ? option.call.positional[1] : undefined);
  if (!call.complete) return undefined;
  return { ...known(1, undefined, 'library-default'), source: 'torch 2 DataLoader.batch_size' };
}
