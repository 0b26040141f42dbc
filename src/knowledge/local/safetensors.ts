// The header of a safetensors file: which tensors it holds, without reading one. Format: https://github.com/huggingface/safetensors#format
import type { MachineFiles } from '../../model/host';
import { parseRecord } from '../../model/json';

/** Bytes before the header that say how long it is, an unsigned integer, lowest byte first. */
const lengthBytes = 8;
/** A header of a model of thousands of tensors takes about a megabyte; the format's own bound is 100 MB, which no reader needs to hold for a count. */
const largestHeaderBytes = 16_000_000;
/** Dimensions beyond these are a damaged file. */
const mostDimensions = 16;

/** Elements of the stored tensors by type, in the header's words (`F32`, `BF16`, `I64`). */
export type StoredElements = Readonly<Record<string, number>>;

/** @returns undefined for a file that is no safetensors file, is cut short, or whose header lies about its length. */
export async function storedElementsIn(path: string, files: MachineFiles): Promise<StoredElements | undefined> {
  const start = await files.readBytes(path, 0, lengthBytes);
  const length = start && headerLength(start.bytes, start.fileBytes);
  if (length === undefined) return undefined;
  const header = await files.readBytes(path, lengthBytes, length);
  return header?.bytes.length === length ? elementsByType(files.decode(header.bytes)) : undefined;
}

/** @returns the header's length in bytes, where it fits into the file and the bound. */
export function headerLength(start: Uint8Array, fileBytes: number): number | undefined {
  if (start.length < lengthBytes) return undefined;
  const length = new DataView(start.buffer, start.byteOffset, lengthBytes).getBigUint64(0, true);
  return length >= 2n && length <= BigInt(Math.min(largestHeaderBytes, fileBytes - lengthBytes)) ? Number(length) : undefined;
}

function elementsByType(header: string): StoredElements | undefined {
  const tensors = parseRecord(header);
  if (!tensors) return undefined;
  const byType: Record<string, number> = {};
  for (const [name, tensor] of Object.entries(tensors as Record<string, { dtype?: unknown; shape?: unknown }>)) {
    if (name === '__metadata__') continue;
    const elements = elementsOf(tensor?.shape);
    if (typeof tensor?.dtype !== 'string' || !/^\w{1,16}$/.test(tensor.dtype) || elements === undefined) return undefined;
    byType[tensor.dtype] = (byType[tensor.dtype] ?? 0) + elements;
  }
  return Object.keys(byType).length > 0 ? byType : undefined;
}

/** An empty shape is a scalar. */
function elementsOf(shape: unknown): number | undefined {
  if (!Array.isArray(shape) || shape.length > mostDimensions) return undefined;
  let elements = 1;
  for (const size of shape as unknown[]) {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
    elements *= size;
  }
  return Number.isSafeInteger(elements) ? elements : undefined;
}

/** Types that weights are trained in; whole numbers are buffers, or weights packed several to an element. */
const floats = /^(F(64|32|16|8_\w+)|BF16)$/;
/** Positions and other buffers of whole numbers are a small part of a model; more is packed weights. */
const mostBuffers = 0.05;

export interface StoredWeights {
  readonly parameters: number;
  /** the type that most of them are stored in: `BF16` */
  readonly type: string;
}

/** Parameters and the type that most of them have; undefined for quantised weights, whose elements are no parameters. */
export function weightsOf(stored: StoredElements): StoredWeights | undefined {
  const entries = Object.entries(stored);
  const weights = entries.filter(([type]) => floats.test(type)).sort(([, left], [, right]) => right - left);
  const parameters = weights.reduce((sum, [, elements]) => sum + elements, 0);
  const others = entries.reduce((sum, [, elements]) => sum + elements, 0) - parameters;
  return weights[0] && others <= mostBuffers * parameters ? { parameters, type: weights[0][0] } : undefined;
}

/** Sums over the files of one model. */
export function together(parts: readonly StoredElements[]): StoredElements {
  const sum: Record<string, number> = {};
  for (const part of parts) for (const [type, elements] of Object.entries(part)) sum[type] = (sum[type] ?? 0) + elements;
  return sum;
}
