// Long work on the editor's thread, in slices: between two of them keys, hovers and other extensions have their turn.

/** Work goes on for so long before it pauses; a fifth of the 50 ms from which on typing feels held up, since the last step of a slice may be a long one. */
const SLICE_MILLISECONDS = 10;

/** Lets whatever waits for this thread have its turn. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Does the steps, pausing where they have taken long enough. Ends early, between two steps, when the request is cancelled. */
export async function inSlices(steps: Iterable<void>, request: { readonly cancelled: boolean }): Promise<void> {
  let started = performance.now();
  for (const _ of steps) {
    if (performance.now() - started < SLICE_MILLISECONDS) continue;
    await nextTask();
    if (request.cancelled) return;
    started = performance.now();
  }
}
