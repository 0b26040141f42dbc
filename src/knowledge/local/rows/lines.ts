// Rows of files with a line a row: JSON lines, text, and tables whose quoted fields may hold line breaks.
import type { MachineFiles } from '../../../model/host';
import { exactCount, extrapolated, mostBytesCounted, stepBytes, type Counted } from './counted';
import { charactersPerRow } from './textLengths';

export type LineFormat = 'csv' | 'tsv' | 'jsonl' | 'txt';

const newline = 0x0a;
const quote = 0x22;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;

/** Counts rows over the steps of a file. */
class LineCounter {
  rows = 0;
  private quoted = false;
  private empty = true;

  constructor(private readonly format: LineFormat) {}

  take(bytes: Uint8Array): void {
    const quotes = this.format === 'csv' || this.format === 'tsv';
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (quotes && byte === quote) this.quoted = !this.quoted;
      if (byte === newline && !this.quoted) {
        this.endLine();
      } else if (this.empty && !isBlank(byte) && byte !== newline) this.empty = false;
    }
  }

  /** Readers of tables and of JSON lines pass over empty lines, those of text keep them. */
  private endLine(): void {
    if (!this.empty || this.format === 'txt') this.rows++;
    this.empty = true;
  }

  /** The last line need not end with a line break. */
  end(): number {
    if (!this.empty) this.rows++;
    return this.rows;
  }
}

/** Parts of a large file that are looked at, spread over it. */
const sampledParts = 24;

/** @param header whether the first row names the columns; @returns undefined where the file can't be read */
export async function countLines(path: string, format: LineFormat, header: boolean, files: MachineFiles): Promise<Counted | undefined> {
  const first = await files.readBytes(path, 0, stepBytes);
  if (!first) return undefined;
  const characters = charactersPerRow(files.decode(first.bytes), format);
  if (first.fileBytes > mostBytesCounted) return sampleLines(path, format, first.bytes, first.fileBytes, characters, files);
  const counter = new LineCounter(format);
  counter.take(first.bytes);
  for (let from = first.bytes.length; from < first.fileBytes;) {
    const { bytes } = (await files.readBytes(path, from, stepBytes)) ?? {};
    if (!bytes || bytes.length === 0) return undefined;
    counter.take(bytes);
    from += bytes.length;
  }
  return exactCount(Math.max(0, counter.end() - Number(header)), characters);
}

/** In the middle of a file nobody knows whether a quote is open: there line breaks count, in the ratio to rows that the beginning has. */
async function sampleLines(
  path: string,
  format: LineFormat,
  head: Uint8Array,
  fileBytes: number,
  characters: number | undefined,
  files: MachineFiles,
): Promise<Counted | undefined> {
  const counter = new LineCounter(format);
  counter.take(head);
  const breaks = breaksIn(head);
  const rowsABreak = breaks > 0 ? counter.rows / breaks : 1;
  const densities = [counter.rows / head.length];
  let read = head.length;
  for (let part = 1; part < sampledParts; part++) {
    const stretch = await files.readBytes(path, Math.floor((fileBytes * part) / sampledParts), stepBytes);
    if (!stretch || stretch.bytes.length === 0) return undefined;
    densities.push((breaksIn(stretch.bytes) * rowsABreak) / stretch.bytes.length);
    read += stretch.bytes.length;
  }
  return extrapolated(densities, fileBytes, read / fileBytes, characters);
}

function breaksIn(bytes: Uint8Array): number {
  let breaks = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) breaks++;
  return breaks;
}
