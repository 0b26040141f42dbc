// Rows of a Parquet file by its footer. Formats: https://parquet.apache.org/docs/file-format/ and Thrift's compact protocol.
import type { MachineFiles } from '../../../model/host';
import { exactCount, type Counted } from './counted';

/** "PAR1" at the end, and before it the footer's length. */
const tailBytes = 8;
const magic = 'PAR1';
/** The rows stand behind the schema, at the footer's beginning. */
const mostFooterBytes = 4_000_000;

export async function countParquet(path: string, files: MachineFiles): Promise<Counted | undefined> {
  const whole = await files.readBytes(path, 0, magic.length);
  if (!whole || whole.fileBytes < tailBytes + magic.length) return undefined;
  const tail = await files.readBytes(path, whole.fileBytes - tailBytes, tailBytes);
  if (tail?.bytes.length !== tailBytes || files.decode(tail.bytes.subarray(4)) !== magic) return undefined;
  const length = new DataView(tail.bytes.buffer, tail.bytes.byteOffset, 4).getUint32(0, true);
  const from = whole.fileBytes - tailBytes - length;
  if (from < magic.length) return undefined;
  const footer = await files.readBytes(path, from, Math.min(length, mostFooterBytes));
  const rows = footer && rowsInFooter(footer.bytes);
  return rows === undefined ? undefined : exactCount(rows);
}

/** `FileMetaData.num_rows`, its third field. */
const rowsField = 3;

function rowsInFooter(bytes: Uint8Array): number | undefined {
  try {
    const reader = new CompactReader(bytes);
    for (let field = reader.field(0); field; field = reader.field(field.id)) {
      if (field.id === rowsField && (field.type === types.i64 || field.type === types.i32)) {
        const rows = reader.number();
        return Number.isSafeInteger(rows) && rows >= 0 ? rows : undefined;
      }
      reader.skip(field.type, 0);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** Type codes of the compact protocol. */
const types = { yes: 1, no: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9, set: 10, map: 11, struct: 12 } as const;
/** Schemas nest; hostile footers nest without end. */
const deepest = 64;

/** Reads Thrift's compact protocol. @throws RangeError where the bytes end or make no sense. */
class CompactReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The next field's head; undefined at the structure's end. */
  field(before: number): { readonly id: number; readonly type: number } | undefined {
    const head = this.byte();
    if (head === 0) return undefined;
    const delta = head >> 4;
    return { type: head & 0x0f, id: delta === 0 ? this.number() : before + delta };
  }

  /** A number in zigzag form. */
  number(): number {
    const value = this.unsigned();
    return Number(value & 1n ? -(value >> 1n) - 1n : value >> 1n);
  }

  skip(type: number, depth: number): void {
    if (depth > deepest) throw new RangeError('nested too deep');
    if (type === types.yes || type === types.no) return;
    if (type === types.byte) this.advance(1);
    else if (type === types.i16 || type === types.i32 || type === types.i64) this.unsigned();
    else if (type === types.double) this.advance(8);
    else if (type === types.binary) this.advance(Number(this.unsigned()));
    else if (type === types.list || type === types.set) this.skipList(depth);
    else if (type === types.map) this.skipMap(depth);
    else if (type === types.struct) for (let field = this.field(0); field; field = this.field(field.id)) this.skip(field.type, depth + 1);
    else throw new RangeError('no such type');
  }

  private skipList(depth: number): void {
    const head = this.byte();
    const count = head >> 4 === 15 ? Number(this.unsigned()) : head >> 4;
    for (let index = 0; index < count; index++) this.skipElement(head & 0x0f, depth);
  }

  private skipMap(depth: number): void {
    const count = Number(this.unsigned());
    if (count === 0) return;
    const head = this.byte();
    for (let index = 0; index < count; index++) {
      this.skipElement(head >> 4, depth);
      this.skipElement(head & 0x0f, depth);
    }
  }

  /** Truth values take a byte in lists and none as fields. */
  private skipElement(type: number, depth: number): void {
    if (type === types.yes || type === types.no) this.advance(1);
    else this.skip(type, depth + 1);
  }

  private unsigned(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number without end');
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError('the footer ends early');
    return byte;
  }

  private advance(count: number): void {
    this.at += count;
    if (!(count >= 0) || this.at > this.bytes.length) throw new RangeError('the footer ends early');
  }
}
