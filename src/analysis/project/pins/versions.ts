// Version specifiers of Python packages (PEP 440, and Poetry's and conda's forms), as the newest release that they allow.

/** A bound on the releases that a project runs with. */
export interface Pin {
  /** the release, or the first one that is too new */
  readonly release: readonly number[];
  /** the bound itself is not allowed: `<4.40` */
  readonly below: boolean;
  /** as it is shown: `4.38.2`, `<4.40` */
  readonly text: string;
}

const numbersOf = (text: string): readonly number[] => text.split('.').map(Number);

/** `4.38.2`, leaving out what follows it: `rc1`, `+cu118`, `.post1` */
const release = String.raw`v?(\d+(?:\.\d+){0,3})`;

/**
 * The newest release that a specifier allows: `==4.38.2`, `~=4.38`, `<4.40`, `<=4.38`, `^4.38`, `4.38.*`, conda's `=4.38`.
 * @returns undefined where it sets no upper bound (`>=4.30`), or cannot be read.
 */
export function pinOf(specifier: string): Pin | undefined {
  const pins = specifier.split(',').flatMap((part) => pinOfPart(part.trim()) ?? []);
  return pins.sort(compare)[0];
}

function pinOfPart(part: string): Pin | undefined {
  const match = new RegExp(`^(===|==|=|~=|~|\\^|<=|<)?\\s*${release}(\\.\\*)?`).exec(part);
  if (!match) return undefined;
  const [, operator = '==', numbers = '', star] = match;
  const stated = numbersOf(numbers);
  if (star || (operator === '=' && stated.length < 3)) return below(raised(stated, stated.length - 1), part);
  if (operator === '~=') return below(raised(stated, Math.max(0, stated.length - 2)), part);
  if (operator === '~') return below(raised(stated, Math.min(1, stated.length - 1)), part);
  if (operator === '^')
    return below(
      raised(
        stated,
        Math.max(
          0,
          stated.findIndex((number) => number > 0),
        ),
      ),
      part,
    );
  if (operator === '<') return below(stated, part);
  return { release: stated, below: false, text: numbers };
}

const below = (bound: readonly number[], text: string): Pin => ({ release: bound, below: true, text: text.replace(/\s+/g, '') });

/** 4.38 -> 4.39 at place 1 */
const raised = (numbers: readonly number[], place: number): readonly number[] => [...numbers.slice(0, place), (numbers[place] ?? 0) + 1];

function compareReleases(left: readonly number[], right: readonly number[]): number {
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const compare = (left: Pin, right: Pin): number => compareReleases(left.release, right.release) || Number(right.below) - Number(left.below);

/** Whether every allowed release is older than this one. */
export function isBefore(pin: Pin, bound: string): boolean {
  const difference = compareReleases(pin.release, numbersOf(bound));
  return difference < 0 || (difference === 0 && pin.below);
}
