// Rows of an Arrow stream, as the datasets library caches and saves them: the lengths of its record batches, passing over their bodies.
// Format: https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format; the messages are FlatBuffers.
import type { MachineFiles } from '../../../model/host';
import { exactCount, type Counted } from './counted';

/** Marks a message whose length follows. */
const continuation = 0xffffffff;
const prefixBytes = 8;
/** Metadata of a batch grows with its columns. */
const mostMetadataBytes = 1_000_000;
const mostMessages = 20_000;
/** `MessageHeader.RecordBatch` of Message.fbs. */
const recordBatch = 3;

export async function countArrow(path: string, files: MachineFiles): Promise<Counted | undefined> {
  let rows = 0;
  let at = 0;
  for (let message = 0; message < mostMessages; message++) {
    const prefix = await files.readBytes(path, at, prefixBytes);
    if (!prefix) return undefined;
    if (at >= prefix.fileBytes) return at > 0 ? exactCount(rows) : undefined;
    if (prefix.bytes.length < prefixBytes) return undefined;
    const view = viewOf(prefix.bytes);
    if (view.getUint32(0, true) !== continuation) return undefined;
    const length = view.getUint32(4, true);
    if (length === 0) return exactCount(rows);
    if (length > mostMetadataBytes) return undefined;
    const metadata = await files.readBytes(path, at + prefixBytes, length);
    const read = metadata?.bytes.length === length ? messageOf(viewOf(metadata.bytes)) : undefined;
    if (!read) return undefined;
    rows += read.rows;
    at += prefixBytes + length + read.bodyBytes;
  }
  return undefined;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Fields of the tables, by their place in the schema: Message(version, header_type, header, bodyLength), RecordBatch(length, …). */
const [headerTypeField, headerField, bodyLengthField, lengthField] = [1, 2, 3, 0];

function messageOf(view: DataView): { readonly rows: number; readonly bodyBytes: number } | undefined {
  try {
    const message = view.getUint32(0, true);
    const type = fieldAt(view, message, headerTypeField);
    const body = fieldAt(view, message, bodyLengthField);
    const bodyBytes = body === undefined ? 0 : Number(view.getBigInt64(body, true));
    const header = fieldAt(view, message, headerField);
    if (!Number.isSafeInteger(bodyBytes) || bodyBytes < 0) return undefined;
    if (type === undefined || header === undefined || view.getUint8(type) !== recordBatch) return { rows: 0, bodyBytes };
    const batch = header + view.getUint32(header, true);
    const length = fieldAt(view, batch, lengthField);
    const rows = length === undefined ? 0 : Number(view.getBigInt64(length, true));
    return Number.isSafeInteger(rows) && rows >= 0 ? { rows, bodyBytes } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where a table's field lies; undefined where it has its default. A table begins with how far back its list of fields is. */
function fieldAt(view: DataView, table: number, field: number): number | undefined {
  const fields = table - view.getInt32(table, true);
  const entry = 4 + 2 * field;
  if (entry >= view.getUint16(fields, true)) return undefined;
  const offset = view.getUint16(fields + entry, true);
  return offset === 0 ? undefined : table + offset;
}
