// Small JSON files of the user's machine, as records.
import type { MachineFiles } from '../../model/host';
import { parseRecord, type JsonRecord } from '../../model/json';

/** Configurations take kilobytes, the index of a sharded model some hundred. */
const largestJsonBytes = 8_000_000;

/** @returns undefined where there is no such file, or it holds no JSON object. */
export async function readJsonFile(path: string, files: MachineFiles): Promise<JsonRecord | undefined> {
  const stretch = await files.readBytes(path, 0, largestJsonBytes);
  if (!stretch || stretch.fileBytes > largestJsonBytes) return undefined;
  return parseRecord(files.decode(stretch.bytes));
}
