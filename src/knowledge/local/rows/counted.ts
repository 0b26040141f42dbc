// How many rows a file has, and how that was found out.

export interface Counted {
  readonly rows: number;
  /** all of it was counted, or a part was and the rest is like it */
  readonly how: 'counted' | 'sampled';
  /** the part of the file that was read, up to 1 */
  readonly shareRead: number;
  /** 90 % of what the whole may hold, where a part was read */
  readonly low?: number;
  readonly high?: number;
  /** characters of text in a row, on average over the rows looked at */
  readonly charactersPerRow?: number;
}

export const exactCount = (rows: number, charactersPerRow?: number): Counted => ({
  rows,
  how: 'counted',
  shareRead: 1,
  ...(charactersPerRow !== undefined && { charactersPerRow }),
});

/** Files up to this are read whole: a second of work, in steps that leave room for others. */
export const mostBytesCounted = 64_000_000;
/** Read at once; small enough that nothing else waits. */
export const stepBytes = 1_000_000;

/** Normal quantile of a 90 % interval. */
const quantile90 = 1.645;
/** Files are seldom as even as their samples. */
const leastSpread = 0.02;

/** @param densities rows a byte in parts of equal length */
export function extrapolated(densities: readonly number[], fileBytes: number, shareRead: number, charactersPerRow?: number): Counted {
  const mean = densities.reduce((sum, one) => sum + one, 0) / densities.length;
  const variance = densities.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, densities.length - 1);
  const error = Math.max(leastSpread * mean, (quantile90 * Math.sqrt(variance)) / Math.sqrt(densities.length));
  return {
    rows: Math.round(mean * fileBytes),
    how: 'sampled',
    shareRead,
    low: Math.max(0, Math.round((mean - error) * fileBytes)),
    high: Math.round((mean + error) * fileBytes),
    ...(charactersPerRow !== undefined && { charactersPerRow }),
  };
}
