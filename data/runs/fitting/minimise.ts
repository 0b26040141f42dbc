// A derivative-free search over positive parameters: coordinates in turn, then seeded random directions for valleys that lie aslant; all in logarithms.
import type { Parameter } from './parameters';

const sweeps = 60;
const firstStep = 0.3;
const smallestStep = 0.004;
const randomMoves = 1500;
const seed = 20_240_601;

/** Numbers between -1 and 1, the same at every run (Lehmer generator). */
function seeded(): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  };
}

/** A search that begins near its goal needs a few rounds of small steps, and no random ones. */
const shortSweeps = 8;
const shortStep = 0.15;

/**
 * @param isNear the start is a fit to nearly the same rows
 * @returns the best point found; deterministic
 */
export function minimise(
  objective: (values: readonly number[]) => number,
  start: readonly number[],
  parameters: readonly Pick<Parameter, 'start'>[],
  isNear = false,
): number[] {
  let best = [...start];
  let value = objective(best);
  const steps: number[] = parameters.map(() => (isNear ? shortStep : firstStep));
  for (let sweep = 0; sweep < (isNear ? shortSweeps : sweeps) && steps.some((step) => step > smallestStep); sweep++) {
    for (let i = 0; i < best.length; i++) {
      const here = best[i] ?? 1;
      const step = steps[i] ?? 0;
      let improved = false;
      for (const factor of [Math.exp(step), Math.exp(-step)]) {
        best[i] = here * factor;
        const next = objective(best);
        if (next < value - 1e-9) {
          value = next;
          improved = true;
          break;
        }
        best[i] = here;
      }
      steps[i] = improved ? Math.min(firstStep, step * 1.3) : step * 0.6;
    }
  }
  const random = seeded();
  let size = 0.15;
  for (let move = 0; move < (isNear ? 0 : randomMoves); move++) {
    const tried = best.map((x) => (random() > 0.4 ? x * Math.exp(size * random()) : x));
    const next = objective(tried);
    if (next < value) [best, value, size] = [tried, next, Math.min(0.3, size * 1.4)];
    else size = Math.max(0.005, size * 0.985);
  }
  return best;
}
