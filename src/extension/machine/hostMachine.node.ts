// The machine that the extension host runs on: in a remote window that is the remote one, where training would run too.
import { env } from 'node:process';
import { acceleratorsHere } from '../../machine/hardware/thisMachine.node';
import { hubAddressOf, hubClient } from '../../machine/hub/hubClient.node';
import { hubCacheIn } from '../../machine/hub/hubCache.node';
import { machineFiles } from '../../machine/machineFiles.node';
import type { HostMachine } from './hostMachine';

export const hostMachine: HostMachine = {
  files: (within) => machineFiles({ within }),
  accelerators: () => acceleratorsHere(),
  hub: ({ folder, isAllowed, token }) =>
    hubClient({ fetch, now: () => Date.now(), cache: hubCacheIn(folder), isAllowed, token, address: hubAddressOf(env['HF_ENDPOINT']) }),
};
