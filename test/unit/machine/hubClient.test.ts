// The hub's client against a server of our own: kind ones, slow ones, huge ones, and those that lie.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { cacheFolder, hubCacheIn } from '../../../src/machine/hub/hubCache.node';
import { hubAddressOf, hubClient, type HubClientOptions } from '../../../src/machine/hub/hubClient.node';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let asked: { readonly url: string; readonly token?: string }[];
let folder: string;
let clock: number;

beforeEach(async () => {
  [asked, clock] = [[], 1e12];
  folder = await mkdtemp(path.join(tmpdir(), 'hub-'));
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', ...(request.headers.authorization && { token: request.headers.authorization }) });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const address = (of: Server = server): string => `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
const client = (options: Partial<HubClientOptions> = {}) =>
  hubClient({ fetch, now: () => clock, cache: hubCacheIn(folder), isAllowed: () => true, address: address(), ...options });

const send = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const kind: Answer = ({ url }, response) => {
  if (url?.startsWith('/api/models/acme/writer?'))
    send(response, { id: 'acme/writer', safetensors: { parameters: { BF16: 7_000_000, I64: 512 }, total: 7_000_512 } });
  else if (url === '/acme/writer/resolve/main/config.json') send(response, { model_type: 'gpt2', n_layer: 2 });
  else send(response, 'Not found', 404);
};

test('a model is described by its configuration and the sizes of its weights', async () => {
  answer = kind;
  assert.deepEqual(await client().describe('acme/writer'), { config: { model_type: 'gpt2', n_layer: 2 }, storedElements: { BF16: 7_000_000, I64: 512 } });
  assert.deepEqual(asked.map(({ url }) => url).sort(), [
    '/acme/writer/resolve/main/adapter_config.json',
    '/acme/writer/resolve/main/config.json',
    '/api/models/acme/writer?expand%5B%5D=safetensors',
  ]);
});

test('nothing is sent while look-ups are not allowed, and nothing but ids ever', async () => {
  answer = kind;
  assert.equal(await client({ isAllowed: () => false }).describe('acme/writer'), undefined);
  for (const name of ['./acme/writer', '/home/me/model', 'acme/../etc', 'acme', 'a/b/c', 'acme/wri ter', 'acme/x?y', '', 'acme/%2e%2e', 'C:/models'])
    assert.equal(await client().describe(name), undefined, name);
  assert.deepEqual(asked, []);
});

test('an answer is kept on the disk and asked for again after a month', async () => {
  answer = kind;
  await client().describe('acme/writer');
  const before = asked.length;
  clock += 29 * 24 * 3600e3;
  assert.equal((await client().describe('acme/writer'))?.storedElements?.['BF16'], 7_000_000);
  assert.equal(asked.length, before);
  clock += 2 * 24 * 3600e3;
  await client().describe('acme/writer');
  assert.ok(asked.length > before);
});

test('"no such model" is kept for a day', async () => {
  answer = (_request, response) => send(response, 'Repository not found', 404);
  const hub = client();
  assert.equal(await hub.describe('acme/none'), undefined);
  const before = asked.length;
  clock += 23 * 3600e3;
  await hub.describe('acme/none');
  assert.equal(asked.length, before);
  clock += 2 * 3600e3;
  await hub.describe('acme/none');
  assert.ok(asked.length > before);
});

test('a server in trouble is left alone for a minute, and its answer is not kept', async () => {
  answer = (_request, response) => send(response, 'busy', 503);
  const hub = client();
  assert.equal(await hub.describe('acme/writer'), undefined);
  assert.deepEqual(await readdir(folder), []);
  const before = asked.length;
  await hub.describe('acme/other');
  assert.equal(asked.length, before);
  clock += 61_000;
  answer = kind;
  assert.ok(await hub.describe('acme/writer'));
});

test('without a network an old answer is better than none', async () => {
  answer = kind;
  await client().describe('acme/writer');
  clock += 365 * 24 * 3600e3;
  const unreachable = client({ address: 'http://127.0.0.1:9' });
  assert.equal((await unreachable.describe('acme/writer'))?.storedElements?.['BF16'], 7_000_000);
  assert.equal(await unreachable.describe('acme/other'), undefined);
});

test('a server that never answers is given up', async () => {
  answer = () => undefined;
  assert.equal(await client().describe('acme/writer'), undefined);
});

test('a body without end is cut off', async () => {
  let sent = 0;
  answer = (_request, response) => {
    const more = (): void => {
      if (response.destroyed) return;
      sent += 65_536;
      response.write('"'.repeat(65_536));
      setImmediate(more);
    };
    more();
  };
  assert.equal(await client().describe('acme/writer'), undefined);
  assert.ok(sent > 0);
});

test('a redirect to a stranger is not followed, one within the hub is', async () => {
  const visits: string[] = [];
  const stranger = createServer(({ url }, response) => {
    visits.push(url ?? '');
    send(response, {});
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  answer = (_request, response) => response.writeHead(302, { location: `${address(stranger)}/steal` }).end();
  assert.equal(await client({ token: () => Promise.resolve('hf_secret123') }).describe('acme/writer'), undefined);
  assert.deepEqual(visits, []);
  stranger.closeAllConnections();
  stranger.close();
  answer = (request, response) => {
    if (request.url?.startsWith('/api/models/old/name')) response.writeHead(307, { location: '/api/models/acme/writer?moved' }).end();
    else kind(request, response);
  };
  clock += 61_000;
  assert.equal((await client().describe('old/name'))?.storedElements?.['BF16'], 7_000_000);
});

test('redirects in a circle end', async () => {
  answer = (_request, response) => response.writeHead(302, { location: '/again' }).end();
  assert.equal(await client().describe('acme/writer'), undefined);
  assert.ok(asked.length <= 12, String(asked.length));
});

test('what has not the shape of an answer is left out', async () => {
  answer = ({ url }, response) => {
    if (url?.startsWith('/api/')) send(response, { safetensors: { parameters: { BF16: 1e300, F32: -5, '../x': 3, F16: '7', I8: 12 } } });
    else if (url?.endsWith('/config.json')) send(response, '[1, 2');
    else send(response, 'null');
  };
  assert.deepEqual(await client().describe('acme/writer'), { storedElements: { I8: 12 } });
  answer = (_request, response) => send(response, '<html>Sign in</html>');
  assert.equal(await client().describe('acme/page'), undefined);
});

test('the token goes with the question, and never if it could end a header or be read on the way', async () => {
  answer = kind;
  await client({ token: () => Promise.resolve('hf_secret123') }).describe('acme/writer');
  assert.ok(asked.length > 0 && asked.every(({ token }) => token === 'Bearer hf_secret123'));
  asked = [];
  await client({ cache: undefined, token: () => Promise.resolve('hf_secret\r\nX-Evil: 1') }).describe('acme/writer');
  assert.ok(asked.length > 0 && asked.every(({ token }) => token === undefined));
  const seen: (string | null)[] = [];
  const spy: typeof fetch = (_input, init) => {
    seen.push(new Headers(init?.headers).get('authorization'));
    return Promise.resolve(new Response('{}'));
  };
  await client({ fetch: spy, cache: undefined, address: 'http://mirror.example', token: () => Promise.resolve('hf_secret123') }).describe('acme/writer');
  assert.ok(seen.length > 0 && seen.every((token) => token === null));
});

test('a cache that somebody else has written to harms nobody', async () => {
  answer = kind;
  await client().describe('acme/writer');
  const [name = ''] = await readdir(folder);
  assert.equal(name, 'acme--writer.json');
  await writeFile(path.join(folder, name), JSON.stringify({ atMilliseconds: clock, model: { storedElements: { BF16: 'many' }, config: 7 } }));
  assert.deepEqual(await client().describe('acme/writer'), {});
  await writeFile(path.join(folder, name), '{"atMilliseconds":');
  assert.ok(await client().describe('acme/writer'));
  assert.match(await readFile(path.join(folder, name), 'utf8'), /7000000/);
});

test('two who ask at once are answered together', async () => {
  answer = kind;
  const hub = client();
  await Promise.all([hub.describe('acme/writer'), hub.describe('acme/writer')]);
  assert.equal(asked.length, 3);
});

test('a mirror is taken from its variable only if it is an address', () => {
  assert.equal(hubAddressOf('https://hf-mirror.com/'), 'https://hf-mirror.com');
  for (const none of [undefined, '', 'file:///etc/passwd', 'https://a b', 'javascript:alert(1)']) assert.equal(hubAddressOf(none), 'https://huggingface.co');
});

test('caches lie where the system keeps them', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/x' }, '/home/me', 'linux'), path.join('/x', 'training-footprint', 'hub'));
  assert.equal(cacheFolder({}, '/home/me', 'linux'), path.join('/home/me', '.cache', 'training-footprint', 'hub'));
  assert.equal(cacheFolder({}, '/Users/me', 'darwin'), path.join('/Users/me', 'Library', 'Caches', 'training-footprint', 'hub'));
});
