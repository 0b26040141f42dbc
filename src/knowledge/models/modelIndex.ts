// Looks a model up by any spelling of its name: exact id, readings of the spelling, then the family of the name. Every result says how it was found.
import type { ModelSizes } from '../../model/architecture';
import type { Provenance } from '../../model/source';
import { lazily } from '../table';
import { contradicts, familyOf } from './modelFamilies';
import { cleanedName, isPath, readings, squash, type Reading } from './modelNames';
import { entriesAfterSlash, entriesNamed, visionEntries, type ModelEntry } from './modelRows';

/** Where nobody says whose name it is, a bare one is most often the earlier library's. */
const libraryOrder = ['transformers', 'diffusers', 'torchvision', 'ultralytics', 'timm', 'keras.applications', 'open_clip'];

/** Frameworks that look names up in a library of their own. */
const libraryOfFramework: Readonly<Record<string, string>> = {
  keras: 'keras.applications',
  tensorflow: 'keras.applications',
  tfkeras: 'keras.applications',
  mmpretrain: 'mmpretrain',
  'open-clip': 'open_clip',
};

const visionLibraries: ReadonlySet<string> = new Set(['torchvision', 'timm', 'keras.applications', 'open_clip', 'ultralytics', 'yolov6', 'yolov7', 'yolox']);

/** Image models without an organisation, by their squashed names. */
const bySquashed = lazily<ReadonlyMap<string, readonly ModelEntry[]>>(() => {
  const map = new Map<string, ModelEntry[]>();
  for (const entry of visionEntries()) {
    if (entry.id.includes('/') || !visionLibraries.has(entry.library())) continue;
    const key = squash(entry.id);
    const same = map.get(key);
    if (same) same.push(entry);
    else map.set(key, [entry]);
  }
  return map;
});

/** Names that were asked for lately: a document's run asks again at every keystroke, and a name that nothing matches costs every pattern. */
const answers = new Map<string, { readonly sizes: ModelSizes | undefined }>();
const mostAnswers = 500;

/** The sizes with the name as written, or undefined where no table and no family has it. */
export function findModel(name: string, framework?: string): ModelSizes | undefined {
  const key = `${framework ?? ''}\n${name}`;
  const known = answers.get(key);
  if (known) return known.sizes;
  if (answers.size >= mostAnswers) answers.clear();
  const sizes = lookUp(name, framework);
  answers.set(key, { sizes });
  return sizes;
}

function lookUp(name: string, framework: string | undefined): ModelSizes | undefined {
  const cleaned = cleanedName(name);
  if (cleaned === '' || cleaned.length > 300) return undefined;
  const library = framework === undefined ? undefined : (libraryOfFramework[framework] ?? framework);
  for (const reading of readings(cleaned, library)) {
    const entry = entryFor(reading);
    if (!entry) continue;
    const sizes = entry.sizes();
    const remark = reading.remark ? [assumption(`"${name}" read as ${entry.id}: ${reading.remark}`)] : [];
    return { ...sizes, name, provenance: [...sizes.provenance, ...remark] };
  }
  return byFamily(name, cleaned) ?? byBeginning(name, cleaned);
}

function candidatesFor({ id, squashed, lastSegment }: Reading): readonly ModelEntry[] {
  if (squashed) return bySquashed().get(squash(id)) ?? [];
  return lastSegment ? entriesAfterSlash(id) : entriesNamed(id);
}

function entryFor(reading: Reading): ModelEntry | undefined {
  const candidates = candidatesFor(reading);
  const asked = candidates.find((entry) => entry.library() === reading.library);
  if (asked) return asked;
  // whisper's `base` and `small` are words that others use for anything
  const open = candidates.filter((entry) => entry.library() !== 'whisper');
  const sameCase = open.filter((entry) => entry.id === reading.id);
  const pool = sameCase.length ? sameCase : open;
  if (reading.lastSegment && !agree(pool)) return undefined;
  return [...pool].sort((a, b) => rank(a) - rank(b))[0];
}

/** Where a model was published first, before the copies of it. */
const publishers =
  /^(?:meta-llama|mistralai|google|google-bert|google-t5|openai|openai-community|facebook|facebookai|microsoft|qwen|eleutherai|bigscience|bigcode|tiiuae|deepseek-ai|allenai|huggingfacetb|stabilityai|distilbert|sentence-transformers|01-ai|thudm|nvidia)\//i;

const rank = (entry: ModelEntry): number => {
  const at = libraryOrder.indexOf(entry.library());
  return (at < 0 ? libraryOrder.length : at) + (entry.id.includes('/') && !publishers.test(entry.id) ? libraryOrder.length + 1 : 0);
};

/** Two models that share a last segment count only when their sizes agree. */
function agree(entries: readonly ModelEntry[]): boolean {
  const sizes = entries.map((entry) => entry.sizes().parameters);
  return Math.max(...sizes) / Math.min(...sizes) < 1.02;
}

function byFamily(name: string, cleaned: string): ModelSizes | undefined {
  const subject = isPath(cleaned) ? (cleaned.split(/[\\/]/).filter(Boolean).at(-1) ?? '') : cleaned;
  const match = familyOf(subject);
  const entry = match && entryFor({ id: match.base });
  if (!match || !entry) return undefined;
  const sizes = entry.sizes();
  if (contradicts(match.spelling, entry.id, sizes.parameters)) return undefined;
  return {
    ...sizes,
    name,
    provenance: [assumption(`matched by the family's name: "${name}" belongs to ${match.family}, taken like ${entry.id}`), ...sizes.provenance],
  };
}

/** Words after a known name that say the model is not that one any more: a smaller, larger or merged one, another vocabulary, or a part of it. */
const changedWords =
  /(?<![a-z])(?:distil\w*|prun\w*|tiny|mini|micro|nano|small|large|xl|draft|moe|merge\w*|half|student|eagle\d?|medusa|speculator|encoder|decoder|tokenizer|vae|adapter|controlnet|japanese|chinese|korean|arabic|russian|multilingual)(?![a-z])|\d+x\d|\d+-?layers?|(?<![a-z])l\d+(?!\d)/i;
/** A beginning this short could be the name of anything. */
const shortestBeginning = 6;

/** Fine-tunes keep the name of what they were made from and add to it: `swin-tiny-patch4-window7-224-finetuned-eurosat`. */
function byBeginning(name: string, cleaned: string): ModelSizes | undefined {
  const last = cleaned.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
  const ends = [...last.matchAll(/[-_.]/g)].map(({ index }) => index).filter((end) => end >= shortestBeginning);
  for (const end of ends.reverse()) {
    const beginning = last.slice(0, end);
    const entry = /\d|[-_]/.test(beginning) ? (entryFor({ id: beginning }) ?? ofPublisher(beginning)) : undefined;
    if (!entry) continue;
    // bare names of image networks are made up for variants too (`resnet18_cifar`)
    if (!cleaned.includes('/') && !entry.id.includes('/') && visionLibraries.has(entry.library())) return undefined;
    const sizes = entry.sizes();
    if (changedWords.test(last.slice(end)) || contradicts(last, entry.id, sizes.parameters)) return undefined;
    return { ...sizes, name, provenance: [assumption(`"${name}" begins like ${entry.id}: taken as made from it`), ...sizes.provenance] };
  }
  return undefined;
}

/** `bert-base` alone is as many models as there are vocabularies: without a figure in the name only what its first publisher calls so is meant. */
function ofPublisher(beginning: string): ModelEntry | undefined {
  const entry = entryFor({ id: beginning, lastSegment: true });
  return entry && (/\d/.test(beginning) || publishers.test(entry.id)) ? entry : undefined;
}

const assumption = (why: string): Provenance => ({ kind: 'assumption', why });
