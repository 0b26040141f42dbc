// How the suite inside the editor tells what it measured: lines of its console, a mark followed by JSON.

export interface Measurement {
  readonly name: 'first lens of a window' | 'plain lens' | 'lens' | 'idle' | 'opening' | 'typing' | 'scanning';
  readonly milliseconds: readonly number[];
}

export const MEASURE_MARK = '@@training-footprint-measure ';

export const readMeasurements = (lines: readonly string[]): readonly Measurement[] =>
  lines.flatMap((line) => {
    const at = line.indexOf(MEASURE_MARK);
    return at === -1 ? [] : [JSON.parse(line.slice(at + MEASURE_MARK.length)) as Measurement];
  });
