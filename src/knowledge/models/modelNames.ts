// Spellings of one model's name: hub links, local folders, timm tags, callables of torchvision and Keras, quantised copies.

/** A way to read the name as written, tried in order; `remark` tells the user when it is not the very id. */
export interface Reading {
  readonly id: string;
  readonly library?: string;
  readonly remark?: string;
  /** compare only what follows the last slash */
  readonly lastSegment?: boolean;
  /** compare without case, dots, dashes and underscores, among names of image models only */
  readonly squashed?: boolean;
}

const hubPrefix =
  /^(?:https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co|modelscope\.cn\/models)\/|hf:\/\/|hf[-_]hub:|timm:|modelscope:\/\/|models:\/|kaggle:\/\/|hub:)/i;
const quantisedSuffix =
  /[-_.](?:unsloth-bnb-4bit|bnb-4bit|bnb-8bit|unsloth|gptq(?:-int[48])?|awq(?:-int4)?|gguf|ggml|exl2|mlx|[48]-?bit|int[48]|fp8(?:-dynamic)?|fp16|bf16|float16|bfloat16|w4a16|w8a8|nf4|sharded|safetensors|quantized|dynamic|q[2-8](?:_[0-9k](?:_[sml])?)?|\d+g|128g)$/i;

/** What code puts before a torchvision or Keras model: the module, whose last name is the callable. */
const callables: readonly { readonly prefix: RegExp; readonly library: string }[] = [
  { prefix: /^(?:torchvision\.)?models\.(?:[a-z_]+\.)*(?=[\w]+$)/, library: 'torchvision' },
  { prefix: /^(?:tf\.|tensorflow\.)?keras\.applications\.(?:[a-z_0-9]+\.)*(?=[\w]+$)/, library: 'keras.applications' },
  { prefix: /^applications\.(?:[a-z_0-9]+\.)*(?=[\w]+$)/, library: 'keras.applications' },
  { prefix: /^timm\.models\.(?:[a-z_0-9]+\.)*(?=[\w]+$)/, library: 'timm' },
  { prefix: /^open_clip\.(?=[\w-]+$)/, library: 'open_clip' },
];

/** A path on this machine rather than an organisation's model. */
const fileExtension = /\.(?:h5|hdf5|keras|pth?|pth\.tar|bin|ckpt|safetensors|onnx|tflite|pb|gguf|npz|msgpack)$/i;

export const isPath = (name: string): boolean => /^(?:[.~/\\]|[a-z]:[\\/]|file:|s3:|gs:|\$)/i.test(name) || name.replace(/\/+$/, '').split(/[\\/]/).length > 2;

/** Words that name no particular model, whoever's folder they stand in. */
const saysNothing = (segment: string): boolean =>
  segment.length < 5 ||
  !/[\d_-]/.test(segment) ||
  /^(?:v?\d+(?:[._-]\d+)*|checkpoint[-_]?\w*|epoch[-_]?\d*|step[-_]?\d*|model[-_]?\w*|final[-_]?\w*|base[-_]model)$/i.test(segment);

/** Removes quotes, hub links, branches and trailing slashes. */
export const cleanedName = (name: string): string =>
  name
    .trim()
    .replace(/^['"]|['"]$/g, '')
    .replace(hubPrefix, '')
    .replace(/\/(?:tree|blob|resolve)\/.*$/, '')
    .replace(/@[\w.-]+$/, '')
    .replace(/[\\/]+$/, '');

/** @param name already cleaned; @returns ways to read it, the most literal first, made only as far as they are asked for. */
export function* readings(name: string, library?: string): Generator<Reading> {
  for (const callable of callables) {
    const match = callable.prefix.exec(name);
    if (!match) continue;
    const id = name.slice(match[0].length);
    yield { id, library: callable.library };
    yield { id, library: callable.library, squashed: true };
  }
  yield { id: name, library };
  const openClip = /^(?:vit|rn)-?[\w]*\/\d+(?:@\d+(?:px)?)?$/i.test(name) ? name.replace('/', '-').replace(/@(\d+)(?:px)?$/, '-$1') : undefined;
  if (openClip) yield { id: openClip, library: 'open_clip' };
  if (/^timm\//i.test(name)) yield* timmReadings(name.slice('timm/'.length));
  else if (!name.includes('/')) yield* timmReadings(name);

  const path = isPath(name);
  const segments = name.split(/[\\/]/).filter(Boolean);
  // the folder names the model where the file is called like everyone's
  while (path && segments.length > 1 && anyonesFile.test(segments.at(-1) ?? '')) segments.pop();
  const last = (segments.at(-1) ?? name).replace(path ? fileExtension : /$^/, '');
  const named = !saysNothing(last);
  if (path || (segments.length > 1 && named)) {
    const remark = path ? "a local folder with this model's name" : 'the same name under another organisation';
    if (named)
      yield* [
        { id: last, remark },
        { id: last, remark, lastSegment: true },
      ];
    if (path && named) yield { id: last, library, remark, squashed: true };
  } else if (named) yield { id: last, lastSegment: true };

  yield* plainReadings(segments, last);
  if (named) yield { id: `${last}-hf`, lastSegment: true, remark: 'the Hugging Face conversion of this model' };
  if (segments.length === 1 && last.length >= 4 && /\d/.test(last)) yield { id: last, library, squashed: true };
}

function plainReadings(segments: readonly string[], last: string): readonly Reading[] {
  const plain = withoutQuantisation(last);
  if (plain === last || saysNothing(plain)) return [];
  const remark = 'a quantised or converted copy of this model';
  return [
    { id: `${segments.slice(0, -1).join('/')}/${plain}`.replace(/^\//, ''), remark },
    { id: plain, remark },
    { id: plain, remark, lastSegment: true },
    { id: `${plain}-hf`, remark, lastSegment: true },
  ];
}

/** Files that frameworks write under one name for every model. */
const anyonesFile = /^(?:model|pytorch_model|tf_model|flax_model|config|saved_model|weights|checkpoint|variables|adapter_model)(?:\.\w+)?$/i;

/** How timm named weights before it had tags: `tf_efficientnet_b4_ns`. */
const oldTag = /_(?:ns|ap|in21k|in22k|in21ft1k|in22ft1k|miil|sam|dino|ft1k|jft|lunit)$/i;

function timmReadings(name: string): Reading[] {
  if (oldTag.test(name) && !name.includes('.'))
    return [
      { id: name, library: 'timm' },
      { id: name.replace(oldTag, ''), library: 'timm', remark: 'the same architecture with other weights' },
    ];
  // MAE and DINO code names its transformers without the size of the image that they take
  const sizeless = /^(?:mae_)?((?:vit|deit|beit)_(?:tiny|small|base|large|huge)_patch\d+)$/i.exec(name)?.[1];
  if (sizeless)
    return [
      { id: name, library: 'timm' },
      { id: `${sizeless}_224`, library: 'timm', remark: 'this architecture at 224 pixels' },
    ];
  const dot = name.indexOf('.');
  const tag = dot > 0 && /^[a-z]/i.test(name.slice(dot + 1)) ? name.slice(dot + 1) : undefined;
  const untagged: Reading[] = tag ? [{ id: name.slice(0, dot), library: 'timm', remark: `the same architecture as with the weights "${tag}"` }] : [];
  return [{ id: name, library: 'timm' }, ...untagged];
}

function withoutQuantisation(segment: string): string {
  let plain = segment;
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = plain.replace(quantisedSuffix, '');
  }
  return plain;
}

export const squash = (name: string): string => name.toLowerCase().replace(/[\s._-]/g, '');
