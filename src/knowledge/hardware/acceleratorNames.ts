// Spellings of accelerators: nvidia-smi and cloud names, SLURM resources, Kubernetes selectors, "8x A100".

/** Case, blanks, dashes, underscores and brackets do not tell devices apart. */
export const squashDevice = (name: string): string => name.toLowerCase().replace(/[\s_()/-]/g, '');

const makers = /^(?:nvidia|amd|intel|google|aws|huawei|habana(?:labs)?)(?:corporation)?/;
const productLines = /^(?:tesla|geforce|instinct|radeoninstinct|datacentergpu|cloud|quadro(?=rtx[ap]?\d{4}ada|rtxa))/;
/** A count before or after the name: `8x A100`, `A100 x8`, `a100:4`, `gpu:a100:4`, `gpu:v100:2(S:0-1)`. */
const counts: readonly RegExp[] = [/^\s*\d+\s*(?:x|×|\*)\s*/i, /\s*(?:x|×|\*)\s*\d+\s*$/i, /:\d+(?:\([^)]*\))?\s*$/];

/** Whose machine it is: `Colab T4`, `A100 40GB (Colab Pro)`. */
const hosts = /\(?\b(?:google\s+)?(?:colab|kaggle)(?:\s*pro\+?)?\b\)?/i;

/** `v5litepod-16`, `v4-32`, `tpu-v6e-8`: a slice of that many cores or chips of one generation. */
const tpuSlice = /^(?:tpu[\s_-]?(?:vm[\s_-]?)?)?v(\d)(p|e|litepod|lite)?[\s_-]?(?:slice|\d+)?$/i;

/** @returns keys to look up, the most literal first. */
export function deviceKeys(name: string): string[] {
  const keys: string[] = [];
  const add = (text: string): void => {
    let key = squashDevice(text);
    for (let step = 0; step < 4 && key.length > 1; step++) {
      if (!keys.includes(key)) keys.push(key);
      const shorter = step % 2 === 0 ? key.replace(makers, '') : key.replace(productLines, '');
      key = shorter === key ? key.replace(productLines, '') : shorter;
    }
  };
  add(name);
  let bare = name.replace(/^\s*(?:gpu|gres|gres\/gpu|cuda|accelerator|nvidia\.com\/gpu|nvidia\.com)[:=/]/i, '');
  for (const count of counts) bare = bare.replace(count, '');
  add(bare);
  add(bare.replace(hosts, ''));
  add(bare.replace(/\b(?:gpus?|graphics|accelerators?|cards?|tensor core)\b/gi, ''));
  // memory written apart (`A100 (80 GB)`, `A100-80GiB`)
  add(bare.replace(/(\d+)\s*gi?b?\b/gi, '$1GB'));
  add(bare.replace(/(\d+)\s*gi?b?\b/gi, '$1G'));
  const [slice, generation, variant] = tpuSlice.exec(name.trim()) ?? [];
  if (slice) add(`tpu v${generation}${variant?.startsWith('lite') ? 'e' : (variant ?? '')}`);
  return keys;
}
