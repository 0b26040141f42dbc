// Where a path of the code may lie: relative ones beside the script and at the project's root, since nobody knows where it is started.
import type { FileReader } from '../../model/host';
import { folderOf } from '../../model/paths';

/** Absolute places in the order in which they are tried; none for addresses and for the user's folder where that may not be read. */
export function placesOf(path: string, document: string, { root, machine }: FileReader): readonly string[] {
  const plain = path
    .replace(/^file:\/\//, '')
    .replaceAll('\\', '/')
    .replace(/\/+$/, '');
  if (plain === '' || /^[a-z][a-z0-9+.-]+:\/\//i.test(plain)) return [];
  if (/^~(\/|$)/.test(plain)) return machine?.home ? [machine.home + plain.slice(1)] : [];
  if (/^(\/|[a-z]:\/)/i.test(plain)) return [plain];
  const beside = folderOf(document);
  return [...new Set([root ?? beside, beside])].map((folder) => `${folder}/${plain.replace(/^(\.\/)+/, '')}`);
}
