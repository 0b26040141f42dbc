// Looks a model up by any spelling of its name: exact id, readings of the spelling, then the family of the name. Every result says how it was found.
import type { ModelSizes } from '../../model/architecture';
import type { Provenance } from '../../model/source';
import { lazily } from '../table';
import { contradicts, familyOf } from './modelFamilies';
import { cleanedName, isPath, readings, squash, type Reading } from './modelNames';
import { modelEntries, type ModelEntry } from './modelRows';

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

type Entries = ReadonlyMap<string, readonly ModelEntry[]>;

/** Each index is made when a name first needs it. */
const indexBy = (keyOf: (entry: ModelEntry) => string | undefined): (() => Entries) =>
  lazily(() => {
    const map = new Map<string, ModelEntry[]>();
    for (const entry of modelEntries()) {
      const key = keyOf(entry);
      if (key === undefined) continue;
      const same = map.get(key);
      if (same) same.push(entry);
      else map.set(key, [entry]);
    }
    return map;
  });

const byId = indexBy((entry) => entry.id.toLowerCase());
const byLastSegment = indexBy((entry) => (entry.id.includes('/') ? entry.id.slice(entry.id.lastIndexOf('/') + 1).toLowerCase() : undefined));
const bySquashed = indexBy((entry) => (!entry.id.includes('/') && visionLibraries.has(entry.library()) ? squash(entry.id) : undefined));

const visionLibraries: ReadonlySet<string> = new Set(['torchvision', 'timm', 'keras.applications', 'open_clip', 'ultralytics', 'yolov6', 'yolov7', 'yolox']);

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
  return byFamily(name, cleaned);
}

function entryFor(reading: Reading): ModelEntry | undefined {
  const candidates = reading.squashed ? bySquashed().get(squash(reading.id)) : (reading.lastSegment ? byLastSegment() : byId()).get(reading.id.toLowerCase());
  if (!candidates) return undefined;
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

const assumption = (why: string): Provenance => ({ kind: 'assumption', why });
