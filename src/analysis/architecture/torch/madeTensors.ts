// Shapes of tensors that the program makes itself: parameters, position numbers, noise, buffers.
import { isNone, type Instance, type Value } from '../../evaluate/values';
import { unresolved } from '../layerArguments';
import type { Sizes } from './indexing';
import type { TensorShape } from './shapes';

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);
const isNumber = (value: Value): boolean => value.kind === 'known' && typeof value.value === 'number';

/** The numbers given one by one, or as one tuple. */
const listed = (given: readonly Value[], { number }: Sizes): TensorShape =>
  given.flatMap((size) => (size.kind === 'sequence' ? size.items : [size])).map((size) => number(size));

/** `torch.arange(n)`, `torch.arange(0, n)`, `torch.arange(0, n, 2)`. */
function counted(call: Instance['call'], { number }: Sizes): TensorShape {
  const bounds = call.positional.map(number);
  const [first, end, step = 1] = bounds;
  if (end === undefined) return [first ?? unresolved];
  return [Math.ceil((end - first!) / step)];
}

/** The shape that one of PyTorch's makers gives; undefined for other calls. */
export function madeShape(value: Instance, sizes: Sizes): TensorShape | undefined {
  const { callee, call } = value;
  if (value.role) return undefined;
  const [first] = call.positional;
  if (/^torch\.nn\.(parameter\.)?Parameter$/.test(callee)) {
    const data = first ?? call.keywords.get('data');
    return data && sizes.shape(data);
  }
  if (/\.new_(zeros|ones|empty)$/.test(callee) && value.receiver) return listed(call.positional, sizes);
  if (callee.startsWith('numpy.')) return numpyShape(callee, call, sizes);
  if (!/^torch\.\w+$/.test(callee)) return undefined;
  switch (shortName(callee)) {
    case 'zeros':
    case 'ones':
    case 'empty':
    case 'randn':
    case 'rand':
      return listed(call.keywords.get('size') ? [call.keywords.get('size')!] : call.positional, sizes);
    case 'Tensor':
    case 'FloatTensor':
      return call.positional.every(isNumber) ? listed(call.positional, sizes) : undefined;
    case 'full':
      return first && listed([first], sizes);
    case 'randint': {
      const size = call.keywords.get('size') ?? call.positional.at(-1);
      return size?.kind === 'sequence' ? listed([size], sizes) : undefined;
    }
    case 'arange':
      return counted(call, sizes);
    case 'linspace': {
      const steps = call.positional[2] ?? call.keywords.get('steps');
      return steps && [sizes.number(steps)];
    }
    case 'from_numpy':
    case 'as_tensor':
      return first && sizes.shape(first);
    case 'eye':
      return first && [sizes.number(first), sizes.number(call.positional[1] ?? first)];
    case 'tensor':
      return (
        first &&
        (isNumber(first) || isNone(first)
          ? []
          : first.kind === 'sequence' && first.items.every(isNumber)
            ? [first.items.length]
            : first.kind === 'instance'
              ? sizes.shape(first)
              : undefined)
      );
    default:
      return /_like$/.test(callee) && first ? sizes.shape(first) : undefined;
  }
}

/** NumPy's makers: sizes as one tuple, but for `random.rand` and `random.randn`. */
function numpyShape(callee: string, { positional, keywords }: Instance['call'], sizes: Sizes): TensorShape | undefined {
  const [first] = positional;
  if (/\.random\.(rand|randn)$/.test(callee)) return listed(positional, sizes);
  if (/\.random\.(normal|uniform|randint|random|random_sample|standard_normal|choice)$/.test(callee)) {
    const size = keywords.get('size') ?? (/random(_sample)?$|standard_normal$/.test(callee) ? first : positional[2]);
    return size && listed([size], sizes);
  }
  if (/^numpy\.(zeros|ones|empty|full)$/.test(callee)) return first && listed([first], sizes);
  if (callee === 'numpy.eye') return first && [sizes.number(first), sizes.number(positional[1] ?? first)];
  return /^numpy\.(array|asarray|float32|ascontiguousarray)$/.test(callee) && first?.kind === 'instance' ? sizes.shape(first) : undefined;
}
