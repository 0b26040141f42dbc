// How many numbers a tensor holds that the program makes: `torch.zeros(1, n, d)`, `nn.init.normal_(torch.empty(d))`, `scale * torch.randn(n)`.
import type { Instance, Value } from '../../evaluate/values';
import { numbersOf, product, unresolved } from '../layerArguments';

/** Calls on tensors nested deeper than this are not looked through. */
const depthLimit = 12;

/** Makers that take the shape as separate numbers or one tuple, the first `size` of them positional. */
const shaped = /^torch\.(zeros|ones|empty|randn|rand)$/;
/** Constructors that take the shape as separate numbers; a list or tuple holds the tensor's elements. */
const shapedOrFilled = /^torch\.(Tensor|FloatTensor|HalfTensor|cuda\.FloatTensor)$/;
/** Makers whose shape is one argument, by name and position. */
const shapeArgument: Readonly<Record<string, readonly [name: string, position: number]>> = {
  'torch.full': ['size', 0],
  'torch.normal': ['size', 2],
  'torch.randint': ['size', 2],
};
/** Methods and functions after which a tensor has as many elements as before. */
const sameSize =
  /^(view|reshape|unsqueeze|squeeze|flatten|permute|transpose|t|T|float|half|double|bfloat16|to|type|clone|detach|contiguous|requires_grad_|cuda|cpu|data|log|exp|sqrt|abs|neg|tanh|sigmoid|softmax|mul|div|add|sub|(uniform|normal|fill|zero|xavier_uniform|xavier_normal|kaiming_uniform|kaiming_normal|trunc_normal|orthogonal|constant|zeros|ones|mul|div|add|sub|clamp|log|copy)_?)$/;

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** @returns the number of elements; NaN where a size is open or the value is no tensor that is made from its shape. */
export function tensorSize(value: Value | undefined, depth = 0): number {
  if (value?.kind === 'known') return typeof value.value === 'number' ? 1 : unresolved;
  if (value?.kind === 'sequence') return value.complete ? value.items.reduce((total, item) => total + tensorSize(item, depth + 1), 0) : unresolved;
  if (value?.kind !== 'instance' || depth > depthLimit) return unresolved;
  const { callee, call, receiver } = value;
  if (value.role === 'operator') return operatorSize(value, depth);
  if (/^torch\.(nn\.)?(parameter\.)?Parameter$|^torch\.nn\.parameter\.Parameter$/.test(callee))
    return tensorSize(call.positional[0] ?? call.keywords.get('data'), depth + 1);
  if (value.role && !sameSize.test(shortName(callee))) return unresolved;
  if (/\.new_(zeros|ones|empty)$/.test(callee) && !value.role) return ofShape(call.keywords.get('size') ? [call.keywords.get('size')!] : call.positional);
  if (shaped.test(callee)) return ofShape(call.keywords.get('size') ? [call.keywords.get('size')!] : call.positional);
  if (shapedOrFilled.test(callee)) return call.positional[0]?.kind === 'sequence' ? tensorSize(call.positional[0], depth + 1) : ofShape(call.positional);
  const argument = shapeArgument[callee];
  if (argument) return ofShape([call.keywords.get(argument[0]) ?? call.positional[argument[1]]]);
  if (callee === 'torch.eye') return numbersOf(call.positional[0])[0]! * numbersOf(call.positional[1] ?? call.positional[0])[0]!;
  if (callee === 'torch.linspace') return numbersOf(call.positional[2] ?? call.keywords.get('steps'))[0]!;
  if (callee === 'torch.arange') return call.positional.length === 1 ? numbersOf(call.positional[0])[0]! : unresolved;
  if (/^torch\.(tensor|as_tensor)$|^numpy\.(array|sqrt|log|exp)$|^math\.\w+$/.test(callee)) return tensorSize(call.positional[0], depth + 1);
  if (sameSize.test(shortName(callee)) || /^torch\.(zeros|ones|empty|rand|randn)_like$/.test(callee))
    return tensorSize(receiver ?? call.positional[0], depth + 1);
  return unresolved;
}

/** Sizes one by one (`3, 4`), or one tuple of them. */
function ofShape(sizes: readonly (Value | undefined)[]): number {
  if (sizes.length === 1) return product(numbersOf(sizes[0]));
  return product(sizes.map((size) => numbersOf(size)[0]!));
}

/** An operator between a tensor and numbers keeps the tensor's size; between two tensors the larger may not be enough, so they must agree. */
function operatorSize(operator: Instance, depth: number): number {
  const sizes = operator.call.positional.map((operand) => tensorSize(operand, depth + 1));
  const large = sizes.filter((size) => size !== 1);
  return large.length === 0 ? 1 : large.every((size) => size === large[0]) ? large[0]! : unresolved;
}
