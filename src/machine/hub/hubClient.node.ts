// Asks the Hugging Face hub for a model's configuration and the sizes of its weights. Sends the model's id and, where there is one, the user's token; nothing else.
// API: https://huggingface.co/docs/hub/api
import type { HubModel, ModelHub } from '../../model/host';
import { boundedGet, type Fetch, type Got } from './boundedGet.node';
import type { CachedAnswer, HubCache } from './hubCache.node';
import { isRecord, parseRecord, type JsonRecord } from '../../model/json';

export interface HubClientOptions {
  readonly fetch: Fetch;
  /** milliseconds since 1970 */
  readonly now: () => number;
  readonly cache?: HubCache;
  /** asked before every request, so that a setting works at once */
  readonly isAllowed: () => boolean;
  readonly token?: () => Promise<string | undefined>;
  readonly address?: string;
}

const hubAddress = 'https://huggingface.co';

/** A mirror as `HF_ENDPOINT` names it; the hub itself where that is no address. */
export function hubAddressOf(stated: string | undefined): string {
  return /^https?:\/\/[\w.-]+(:\d+)?(\/[\w./-]*)?$/.test(stated ?? '') ? stated!.replace(/\/+$/, '') : hubAddress;
}

/** Whether nobody on the way can read what is sent. */
const isPrivate = (address: string): boolean => /^(https:|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/.test(address);

const patienceMilliseconds = 3000;
const day = 24 * 60 * 60 * 1000;
/** A model's sizes do not change under its name; new weights under an old name are seen after this. */
const keptMilliseconds = 30 * day;
/** "No such model" may be true no longer tomorrow. */
const refusalKeptMilliseconds = day;
/** So long after a failure nothing is asked: without a network every answer would take its time to fail. */
const pauseMilliseconds = 60_000;
/** Configurations take some kilobytes; those with label lists or quantisation tables a megabyte. */
const mostBytes = 2_000_000;

/** `org/name` in the letters that the hub allows. */
const hubId = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
/** Printable letters: nothing that could end a header. */
const plainToken = /^[\x21-\x7e]{8,400}$/;

/** A model that nobody has: elements beyond this are a mistake or a joke. */
const mostElements = 1e14;

export function hubClient(options: HubClientOptions): ModelHub {
  const pending = new Map<string, Promise<HubModel | undefined>>();
  const pause = { until: 0 };
  return {
    describe(id) {
      if (!hubId.test(id) || id.includes('..') || !options.isAllowed()) return Promise.resolve(undefined);
      const asked = pending.get(id) ?? answerOf(id, options, pause).finally(() => pending.delete(id));
      pending.set(id, asked);
      return asked;
    },
  };
}

async function answerOf(id: string, options: HubClientOptions, pause: { until: number }): Promise<HubModel | undefined> {
  const now = options.now();
  const cached = await options.cache?.read(id);
  if (cached && now - cached.atMilliseconds < (cached.model ? keptMilliseconds : refusalKeptMilliseconds)) return usable(cached);
  if (now < pause.until) return usable(cached);
  const fresh = await ask(id, options);
  if (fresh === 'failed') {
    pause.until = now + pauseMilliseconds;
    // an old answer is better than none
    return usable(cached);
  }
  const answer: CachedAnswer = { atMilliseconds: now, model: fresh === 'missing' ? null : fresh };
  await options.cache?.write(id, answer);
  return usable(answer);
}

/** The cache lies on a disk that others write to as well: it is read with the same care as the network. */
const usable = (answer: CachedAnswer | undefined): HubModel | undefined => (answer?.model ? checked(answer.model) : undefined);

async function ask(id: string, { fetch, token, address = hubAddress }: HubClientOptions): Promise<HubModel | 'missing' | 'failed'> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patienceMilliseconds);
  try {
    const given = await token?.();
    const get = (path: string): Promise<Got> =>
      boundedGet(`${address}${path}`, {
        fetch,
        signal: stop.signal,
        mostBytes,
        ...(given && plainToken.test(given) && isPrivate(address) && { token: given }),
      });
    const [model, config, adapter] = await Promise.all([
      get(`/api/models/${id}?expand%5B%5D=safetensors`),
      get(`/${id}/resolve/main/config.json`),
      get(`/${id}/resolve/main/adapter_config.json`),
    ]);
    if (model === 'failed' || model === 'missing') return model;
    const described = recordOf(model);
    if (!described || config === 'failed') return 'failed';
    const parameters = (described['safetensors'] as { parameters?: unknown } | undefined)?.parameters;
    return checked({ storedElements: parameters as HubModel['storedElements'], config: recordOf(config), adapter: recordOf(adapter) });
  } finally {
    clearTimeout(timer);
  }
}

const recordOf = (got: Got): JsonRecord | undefined => (typeof got === 'string' ? undefined : parseRecord(got.text));

/** Only what has the shape that it should have. */
function checked({ config, storedElements, adapter }: HubModel): HubModel {
  const counts = isRecord(storedElements)
    ? Object.entries(storedElements).filter(
        ([type, elements]) =>
          /^\w{1,16}$/.test(type) && typeof elements === 'number' && Number.isSafeInteger(elements) && elements > 0 && elements < mostElements,
      )
    : [];
  return {
    ...(isRecord(config) && { config }),
    ...(isRecord(adapter) && { adapter }),
    ...(counts.length > 0 && { storedElements: Object.fromEntries(counts) as Record<string, number> }),
  };
}
