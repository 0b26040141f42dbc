// The Hugging Face hub for the terminal: asked with `--online` only.
import { env } from 'node:process';
import { hubAddressOf, hubClient } from '../../machine/hub/hubClient.node';
import { cacheFolder, hubCacheIn } from '../../machine/hub/hubCache.node';
import type { ModelHub } from '../../model/host';

/** The variables are those of huggingface_hub: HF_TOKEN, HF_ENDPOINT for a mirror, HF_HUB_OFFLINE. */
export function hubOfTerminal(): ModelHub {
  return hubClient({
    fetch,
    now: () => Date.now(),
    cache: hubCacheIn(cacheFolder(env)),
    isAllowed: () => !/^(1|on|yes|true)$/i.test(env['HF_HUB_OFFLINE'] ?? ''),
    token: () => Promise.resolve(env['HF_TOKEN']),
    address: hubAddressOf(env['HF_ENDPOINT']),
  });
}
