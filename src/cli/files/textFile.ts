// Reads a file as text, or says why it is none: too large, binary, not there.
import { open } from 'node:fs/promises';

/** Larger files are data or generated, never a training script. */
export const LARGEST_FILE_BYTES = 5 * 1024 * 1024;

export type TextFile = { readonly text: string } | { readonly problem: string };

/** @throws the system's error when the file is not there or may not be read. */
export async function readTextFile(file: string): Promise<TextFile> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size > LARGEST_FILE_BYTES) return { problem: `larger than ${LARGEST_FILE_BYTES / 1024 / 1024} MB, not read` };
    const bytes = await handle.readFile();
    return decode(bytes);
  } finally {
    await handle.close();
  }
}

/** UTF-8 with or without a mark, UTF-16 with one; anything with a zero byte is binary. */
export function decode(bytes: Uint8Array): TextFile {
  if (bytes.length > LARGEST_FILE_BYTES) return { problem: `larger than ${LARGEST_FILE_BYTES / 1024 / 1024} MB, not read` };
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  if (encoding === 'utf-8' && bytes.includes(0)) return { problem: 'binary, not read' };
  return { text: new TextDecoder(encoding).decode(bytes) };
}
