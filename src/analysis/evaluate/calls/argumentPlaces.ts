// Where the arguments of a call stand in the text.
import type { Span } from '../../../model/source';
import type { Argument } from '../../languages/python/syntax/expressions';
import type { SourceUnit } from '../../languages/python/syntax/statements';
import { placeOf } from '../machine';

/** Places by name or position, looked up when somebody asks: of nearly all calls nobody does. */
export class ArgumentPlaces {
  constructor(
    private readonly unit: SourceUnit,
    private readonly written: readonly Argument[],
    /** for each `*values` that was spelt out, how many arguments it became */
    private readonly spreadLengths: readonly number[],
  ) {}

  get(key: string | number): Span | undefined {
    const argument = typeof key === 'string' ? this.written.findLast(({ name }) => name === key) : this.at(key);
    return argument && placeOf(this.unit, argument.value);
  }

  private at(position: number): Argument | undefined {
    let [next, spread] = [0, 0];
    for (const argument of this.written) {
      if (argument.name !== undefined || argument.star === 2) continue;
      if (argument.star === 1) next += this.spreadLengths[spread++] ?? 0;
      else if (next++ === position) return argument;
    }
    return undefined;
  }
}
