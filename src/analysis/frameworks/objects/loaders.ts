// What a training loop walks: the loader's batch size and the data set behind it.
import { ValueSearch } from '../../evaluate/valueSearch';
import { isNone, known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { Reading } from '../reading';

export interface Loader {
  readonly object: Instance;
  readonly dataset?: Value;
  readonly batchSize?: Value;
}

const searchLimit = 60;

/** The loader that a loop's iterable is, or is made from. */
export function loaderOf(value: Value | undefined, reading: Reading): Loader | undefined {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...optionsOf(current));
    else if (current.kind === 'sequence') search.follow(...current.items.slice(0, 4));
    else if (current.kind === 'instance') {
      const loader = describe(current, reading);
      if (loader) return loader;
      if (current.callee === 'range') continue;
      search.follow(current.receiver);
      search.follow(...current.call.positional.slice(0, 3));
      for (const [key, attribute] of current.attributes) if (/loader|data/i.test(key)) search.follow(attribute);
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
      'torch_geometric.loader.NeighborLoader',
      'torch_geometric.loader.LinkNeighborLoader',
      'torch_geometric.loader.DenseDataLoader',
      'torch_geometric.loader.DataListLoader',
      'dgl.dataloading.GraphDataLoader',
      'ignite.distributed.auto_dataloader',
      'monai.data.DataLoader',
      'torch.DataLoader',
      'torchdata.StatefulDataLoader',
      'ffcv.Loader',
    )
  ) {
    const dataset = object.call.positional[0] ?? object.call.keywords.get('dataset') ?? object.call.keywords.get('data');
    return { object, dataset, batchSize: batchOf(object) };
  }
  // paddle 3.0: `DataLoader(dataset, feed_list=None, places=None, return_list=True, batch_sampler=None, batch_size=1, ...)`.
  if (reading.is(object, 'paddle.io.DataLoader'))
    return { object, dataset: object.call.positional[0] ?? object.call.keywords.get('dataset'), batchSize: batchOf(object, 5) };
  // MindSpore: `dataset.map(...).batch(64, drop_remainder=True)`
  if (/^mindspore\.dataset\..*\.batch$/.test(object.callee))
    return { object, dataset: object.receiver, batchSize: object.call.keywords.get('batch_size') ?? object.call.positional[0] };
  // TF-Agents: `replay_buffer.as_dataset(sample_batch_size=64, num_steps=2)`
  if (/^tf_agents\..*\.as_dataset$/.test(object.callee)) return { object, batchSize: object.call.keywords.get('sample_batch_size') };
  // dgl 2: `DataLoader(graph, indices, graph_sampler, device=None, use_ddp=False, ddp_seed=0, batch_size=1, ...)`.
  if (reading.is(object, 'dgl.dataloading.DataLoader', 'dgl.dataloading.NodeDataLoader', 'dgl.dataloading.EdgeDataLoader'))
    return { object, dataset: object.call.positional[0], batchSize: object.call.keywords.get('batch_size') };
  // webdataset: batches are made by the loader, or by the data set before it (`batch_size=None`).
  if (reading.is(object, 'webdataset.WebLoader')) {
    const dataset = object.call.positional[0] ?? object.call.keywords.get('dataset');
    const given = object.call.keywords.get('batch_size');
    return { object, dataset, batchSize: given && !isNone(given) ? given : batchedBy(dataset) };
  }
  // NVIDIA DALI: the pipeline that the iterator is made of was given the batch size.
  if (/^nvidia\.dali\.plugin\.pytorch\.DALI(Classification|Generic)Iterator$/.test(object.callee)) {
    const pipelines = object.call.positional[0] ?? object.call.keywords.get('pipelines');
    const pipeline = pipelines?.kind === 'sequence' ? pipelines.items[0] : pipelines;
    return { object, dataset: pipeline, batchSize: pipeline?.kind === 'instance' ? pipelineBatch(pipeline) : undefined };
  }
  // ray 2.9: `iter_torch_batches(*, batch_size=256, ...)` of the worker's share of a data set; datasets 4: `Dataset.iter(batch_size)`.
  if (/\.(iter_torch_batches|iter_tf_batches|iter_batches)$/.test(object.callee)) {
    const given = object.call.keywords.get('batch_size');
    const fallback = object.call.complete
      ? { ...known(256, undefined, 'library-default'), source: 'ray 2.9 DataIterator.iter_torch_batches.batch_size' }
      : undefined;
    return { object, dataset: object.receiver, batchSize: given ?? fallback };
  }
  if (/\.iter$/.test(object.callee) && object.call.keywords.has('batch_size'))
    return { object, dataset: object.receiver, batchSize: object.call.keywords.get('batch_size') };
  // sentence-transformers 2: `NoDuplicatesDataLoader(train_examples, batch_size)`
  if (reading.is(object, 'sentence_transformers.datasets.NoDuplicatesDataLoader'))
    return {
      object,
      dataset: object.call.positional[0] ?? object.call.keywords.get('train_examples'),
      batchSize: object.call.keywords.get('batch_size') ?? object.call.positional[1],
    };
  // timm 1.0: `create_loader(dataset, input_size, batch_size, ...)`, whose own transform makes images of that size.
  if (reading.is(object, 'timm.create_loader'))
    return { object, dataset: object, batchSize: object.call.keywords.get('batch_size') ?? object.call.positional[2] };
  if (reading.is(object, 'torchtext.data.BucketIterator', 'torchtext.data.Iterator', 'torchtext.legacy.data.BucketIterator'))
    return {
      object,
      dataset: object.call.positional[0] ?? object.call.keywords.get('dataset'),
      batchSize: object.call.keywords.get('batch_size') ?? object.call.positional[1],
    };
  // torchtext 0.8: `BucketIterator.splits((train, valid, test), batch_size=32)` or `batch_sizes=(32, 64, 64)`; `IMDB.iters(batch_size=32)`.
  if (/^torchtext\.(legacy\.)?(data\.\w*Iterator\.splits|datasets\.\w+\.iters)$/.test(object.callee)) {
    const several = object.call.keywords.get('batch_sizes');
    const batchSize = several?.kind === 'sequence' ? several.items[0] : (object.call.keywords.get('batch_size') ?? several);
    return { object, dataset: object.callee.endsWith('.iters') ? object : object.call.positional[0], batchSize };
  }
  return undefined;
}

/** `dataset.batched(64)` somewhere in a webdataset pipeline. */
function batchedBy(dataset: Value | undefined): Value | undefined {
  let current = dataset;
  for (let step = 0; step < longestPipeline && current?.kind === 'instance'; step++) {
    const [first] = current.call.positional;
    if (/(^|\.)batched$/.test(current.callee) && knownNumber(first) !== undefined) return first;
    const stage = current.call.positional.find((part) => part.kind === 'instance' && /(^|\.)batched$/.test(part.callee));
    if (stage?.kind === 'instance') return stage.call.positional[0];
    current = current.receiver;
  }
  return undefined;
}
const longestPipeline = 20;

/** A DALI pipeline's own batch size: of the decorated function's call, or of the class. */
const pipelineBatch = (pipeline: Instance): Value | undefined =>
  pipeline.call.keywords.get('batch_size') ??
  pipeline.given?.keywords.get('batch_size') ??
  pipeline.attributes.get('batch_size') ??
  pipeline.call.positional[0];

function batchOf(loader: Instance, position = 1): Value | undefined {
  const { call } = loader;
  const given = call.keywords.get('batch_size') ?? call.positional[position];
  if (given) return given;
  const sampler = call.keywords.get('batch_sampler');
  for (const option of optionsOf(sampler))
    if (option.kind === 'instance')
      return option.call.keywords.get('batch_size') ?? (/BatchSampler$/.test(option.callee) ? option.call.positional[1] : undefined);
  if (!call.complete) return undefined;
  return { ...known(1, undefined, 'library-default'), source: `${loader.callee.startsWith('paddle') ? 'paddle 3.0' : 'torch 2'} DataLoader.batch_size` };
}
