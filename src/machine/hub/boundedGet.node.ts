// One GET over the network that ends: in time, in size, and at the host that was asked for or one of its own.

export type Fetch = typeof globalThis.fetch;

export interface GetOptions {
  readonly fetch: Fetch;
  /** sent to the first address's origin alone */
  readonly token?: string;
  readonly signal: AbortSignal;
  readonly mostBytes: number;
}

/** `missing` is a clear "no" of the server: no such model, or not for this user. */
export type Got = { readonly text: string } | 'missing' | 'failed';

const mostRedirects = 3;
/** Hosts that the hub sends its own files from. */
const hubHosts = /(^|\.)(huggingface\.co|hf\.co)$/;
const [notAuthorised, forbidden, notFound, gone] = [401, 403, 404, 410];

/** Never throws. */
export async function boundedGet(address: string, { fetch, token, signal, mostBytes }: GetOptions): Promise<Got> {
  const { origin } = new URL(address);
  try {
    let at = new URL(address);
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const headers: Record<string, string> = { accept: 'application/json', ...(token && at.origin === origin && { authorization: `Bearer ${token}` }) };
      const response = await fetch(at, { redirect: 'manual', signal, headers });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        const next = new URL(response.headers.get('location') ?? '', at);
        if (next.origin !== origin && !(next.protocol === 'https:' && hubHosts.test(next.hostname))) return 'failed';
        at = next;
        continue;
      }
      if (!response.ok) {
        await response.body?.cancel();
        return [notAuthorised, forbidden, notFound, gone].includes(response.status) ? 'missing' : 'failed';
      }
      const text = await textOf(response, mostBytes);
      return text === undefined ? 'failed' : { text };
    }
  } catch {
    // no network, no such host, too slow, no such address
  }
  return 'failed';
}

/** The body, unless it is larger than that; a length that the server states is not believed. */
async function textOf(response: Response, mostBytes: number): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > mostBytes) return undefined;
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
