// When a reading that misses a file is broken off, to be begun anew once the file is loaded.

/** Steps that are followed after a miss whatever was followed before it: about what a new start costs. */
const fewestSteps = 200;

/**
 * A reading that asked for a file that isn't loaded yet is read again if the file is there, so that what it finds from then on is for nothing; if the file
 * is not there, breaking off would be. Where it is known that it is there, a reading ends at once; where it isn't known, it may go on as far again as it
 * got, so that neither guess costs more than twice the work; where it was not there the last time, it goes on.
 */
export class Patience {
  readonly #expected = new Set<string>();
  #stops = false;
  #steps = 0;
  /** the step at which the reading ends */
  #end = Infinity;
  #hasEnded = false;

  /** A new reading begins. */
  start(stops: boolean): void {
    this.#stops = stops;
    this.#steps = 0;
    this.#end = Infinity;
    this.#hasEnded = false;
  }

  /** Files that are missed as they were before. */
  expect(paths: readonly string[]): void {
    for (const path of paths) this.#expected.add(path);
  }

  misses(path: string, isThere: boolean): void {
    if (isThere) this.#end = this.#steps;
    else if (!this.#expected.has(path)) this.#end = Math.min(this.#end, 2 * this.#steps + fewestSteps);
  }

  /** Counts a step. */
  isAtEnd(): boolean {
    if (++this.#steps > this.#end && this.#stops) this.#hasEnded = true;
    return this.#hasEnded;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }
}
