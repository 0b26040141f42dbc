// Elements of a JSON file by following its brackets: a list at the top, or objects one after another.
import type { MachineFiles } from '../../../model/host';
import { exactCount, extrapolated, mostBytesCounted, stepBytes, type Counted } from './counted';

const byte = (letter: string): number => letter.charCodeAt(0);
const [quote, backslash, comma] = [byte('"'), byte('\\'), byte(',')];
const opens: ReadonlySet<number> = new Set([byte('['), byte('{')]);
const closes: ReadonlySet<number> = new Set([byte(']'), byte('}')]);
const isSpace = (one: number): boolean => one === 0x20 || one === 0x09 || one === 0x0a || one === 0x0d;

/** Follows brackets and texts over the steps of a file. */
class BracketCounter {
  /** elements of the list at the top that are complete or begun */
  elements = 0;
  /** values at the top that are complete */
  values = 0;
  private depth = 0;
  private inText = false;
  private escaped = false;
  private top: 'list' | 'object' | 'other' | undefined;
  private waits = false;

  get holdsList(): boolean {
    return this.top === 'list';
  }

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) this.step(bytes[at]!);
  }

  private step(one: number): void {
    if (this.inText) {
      if (this.escaped) this.escaped = false;
      else if (one === backslash) this.escaped = true;
      else if (one === quote) this.inText = false;
      return;
    }
    if (isSpace(one)) return;
    this.top ??= one === byte('[') ? 'list' : one === byte('{') ? 'object' : 'other';
    if (this.waits && !closes.has(one)) {
      this.elements++;
      this.waits = false;
    }
    if (one === quote) this.inText = true;
    else if (opens.has(one)) {
      this.depth++;
      if (this.depth === 1) this.waits = true;
    } else if (closes.has(one)) {
      this.depth--;
      if (this.depth === 0) {
        this.values++;
        this.waits = false;
      }
    } else if (one === comma && this.depth === 1) this.waits = true;
  }
}

/** Parts that the beginning of a large file is cut into, for how much it varies. */
const stepsInSample = 16;
/** Beginnings are less like the whole than parts spread over it. */
const headSpread = 0.1;

/** @returns undefined for one object alone, whose rows are somewhere within, and for what is no JSON */
export async function countJson(path: string, files: MachineFiles): Promise<Counted | undefined> {
  const counter = new BracketCounter();
  const densities: number[] = [];
  let fileBytes = Infinity;
  let from = 0;
  while (from < fileBytes) {
    const stretch = await files.readBytes(path, from, stepBytes);
    if (!stretch || stretch.bytes.length === 0) return undefined;
    ({ fileBytes } = stretch);
    const before = counter.elements;
    counter.take(stretch.bytes);
    from += stretch.bytes.length;
    if (fileBytes <= mostBytesCounted) continue;
    densities.push((counter.elements - before) / stretch.bytes.length);
    if (!counter.holdsList) return undefined;
    if (densities.length === stepsInSample) return widened(extrapolated(densities, fileBytes, from / fileBytes));
  }
  if (counter.holdsList) return counter.values === 1 ? exactCount(counter.elements) : undefined;
  return counter.values > 1 ? exactCount(counter.values) : undefined;
}

const widened = (count: Counted): Counted => ({
  ...count,
  low: Math.min(count.low ?? count.rows, Math.round(count.rows * (1 - headSpread))),
  high: Math.max(count.high ?? count.rows, Math.round(count.rows * (1 + headSpread))),
});
