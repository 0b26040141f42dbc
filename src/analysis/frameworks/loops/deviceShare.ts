// One device's share of a batch that the program makes as large as its devices are many: `per_gpu_train_batch_size * max(1, n_gpu)`.
import { choice, knownNumber, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';

/** What counts the devices that a batch is spread over, as it is written. */
const deviceCount = /\b(n_?gpus?|num_?gpus?|gpu_count|ngpus?_per_node|world_size|(local_)?device_count|num_devices|n_devices|num_replicas_in_sync)\b/i;

/** The two sides of a product, whether or not one of them is an object of a library. */
const factorsOf = (value: Value): readonly (Value | undefined)[] => {
  if (value.kind === 'unknown') return value.factors ?? [];
  return value.kind === 'instance' && value.role === 'operator' && value.callee === 'operator*' ? value.call.positional : [];
};

const isDeviceCount = (value: Value | undefined): boolean => value?.span instanceof Place && deviceCount.test(value.span.text);

/** The batch of one device where the value is that batch times the number of devices; else the value itself. */
export function deviceShare(value: Value): Value {
  if (value.kind === 'choice') return choice(value.options.map(deviceShare));
  const [left, right] = factorsOf(value);
  if (knownNumber(left) !== undefined && isDeviceCount(right)) return left!;
  return knownNumber(right) !== undefined && isDeviceCount(left) ? right! : value;
}
