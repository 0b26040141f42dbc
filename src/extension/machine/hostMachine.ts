// What a host on a real machine lends beyond the editor's own interfaces; absent in the browser.
import type { FoundAccelerator } from '../../machine/hardware/printed';
import type { MachineFiles, ModelHub } from '../../model/host';

export interface HubAccess {
  /** folder of this program's own for answers */
  readonly folder: string;
  readonly isAllowed: () => boolean;
  readonly token: () => Promise<string | undefined>;
}

export interface HostMachine {
  /** @param within only what lies in these folders */
  files(within?: readonly string[]): MachineFiles;
  /** Runs the vendors' tools; only on the user's own word. */
  accelerators(): Promise<readonly FoundAccelerator[]>;
  hub(access: HubAccess): ModelHub;
}
