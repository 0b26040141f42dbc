// A disk in memory, so that damaged and hostile files are written down in a line.
import type { FolderEntry, MachineFiles } from '../../../../src/model/host';

/** Files by absolute path; `sizes` claims a file to be longer than its bytes, as a sparse file is. */
export function memoryFiles(
  contents: Readonly<Record<string, string | Uint8Array>>,
  { caches = [], sizes = {} }: { readonly caches?: readonly string[]; readonly sizes?: Readonly<Record<string, number>> } = {},
): MachineFiles & { readonly asked: readonly { readonly path: string; readonly bytes: number }[] } {
  const asked: { path: string; bytes: number }[] = [];
  const bytesOf = (path: string): Uint8Array | undefined => {
    const content = contents[path];
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    asked,
    modelCaches: caches,
    home: '/home/me',
    decode: (bytes) => new TextDecoder().decode(bytes),
    async readBytes(path, from, length) {
      const whole = bytesOf(path);
      if (!whole) return undefined;
      const bytes = whole.slice(from, from + length);
      asked.push({ path, bytes: bytes.length });
      return { bytes, fileBytes: sizes[path] ?? whole.length, modifiedMilliseconds: 0 };
    },
    async entries(folder, most) {
      const found = new Map<string, FolderEntry['kind']>();
      for (const path of Object.keys(contents)) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
        found.set(name, rest.length > 0 ? 'folder' : 'file');
      }
      return found.size > 0 ? [...found].slice(0, most).map(([name, kind]) => ({ name, kind })) : undefined;
    },
  };
}

/** A safetensors file's beginning: the length and the header, without the tensors. */
export function safetensors(
  tensors: Readonly<Record<string, { readonly dtype: string; readonly shape: readonly number[] }>>,
  statedLength?: bigint,
): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { format: 'pt' }, ...tensors }));
  const file = new Uint8Array(8 + header.length);
  new DataView(file.buffer).setBigUint64(0, statedLength ?? BigInt(header.length), true);
  file.set(header, 8);
  return file;
}
