// Evaluates the arithmetic that launchers do: `$((a * b))`, `expr`, `bc`, `python -c "print(...)"` and awk's `print`.

/** Tokens of one expression; longer ones are not arithmetic that a launcher does. */
const maximumTokens = 400;

const functions: Readonly<Record<string, (...numbers: number[]) => number>> = {
  int: (value) => Math.trunc(value!),
  float: (value) => value!,
  abs: (value) => Math.abs(value!),
  round: roundHalfEven,
  sqrt: (value) => Math.sqrt(value!),
  ceil: (value) => Math.ceil(value!),
  floor: (value) => Math.floor(value!),
  log2: (value) => Math.log2(value!),
  pow: (base, exponent) => base! ** exponent!,
  max: (...values) => Math.max(...values),
  min: (...values) => Math.min(...values),
};

/** Python's round: to the nearest, ties to even, at `digits` decimals. */
function roundHalfEven(...[value, digits = 0]: number[]): number {
  const scale = 10 ** digits;
  const scaled = value! * scale;
  const down = Math.floor(scaled);
  const rest = scaled - down;
  const whole = rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
  return whole / scale;
}

/**
 * The value of an expression of numbers, `+ - * / // % **`, parentheses, comparisons left out, and the functions above (with or without `math.`).
 * `integer` divides and truncates as a shell does. @returns undefined for anything else, a division by zero, or a result that is not finite.
 */
export function evaluateArithmetic(text: string, integer: boolean): number | undefined {
  const tokens = text.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[A-Za-z_][\w.]*|\*\*|\/\/|\S/g) ?? [];
  if (tokens.length === 0 || tokens.length > maximumTokens) return undefined;
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError('not arithmetic');
  };
  const primary = (): number => {
    const token = tokens[at++] ?? fail();
    if (token === '(') {
      const inside = sum();
      if (tokens[at++] !== ')') fail();
      return inside;
    }
    if (token === '-') return -power();
    if (token === '+') return power();
    if (/^[\d.]/.test(token)) return Number(token);
    const call = functions[token.replace(/^math\./, '')];
    if (!call || tokens[at++] !== '(') return fail();
    const values = [sum()];
    while (tokens[at] === ',') {
      at++;
      values.push(sum());
    }
    if (tokens[at++] !== ')') fail();
    return call(...values);
  };
  const power = (): number => {
    const base = primary();
    if (tokens[at] !== '**' && tokens[at] !== '^') return base;
    at++;
    return base ** power();
  };
  const product = (): number => {
    let value = power();
    for (let operator = tokens[at]; operator === '*' || operator === '/' || operator === '//' || operator === '%'; operator = tokens[at]) {
      at++;
      const right = power();
      if (operator === '*') value *= right;
      else if (right === 0) fail();
      else if (operator === '%') value %= right;
      else value = operator === '//' ? Math.floor(value / right) : integer ? Math.trunc(value / right) : value / right;
    }
    return value;
  };
  function sum(): number {
    let value = product();
    for (let operator = tokens[at]; operator === '+' || operator === '-'; operator = tokens[at]) {
      at++;
      value = operator === '+' ? value + product() : value - product();
    }
    return value;
  }
  try {
    const value = sum();
    return at === tokens.length && Number.isFinite(value) ? value : undefined;
  } catch {
    // not an expression of this little language (or one that nests beyond reason): the launcher's value stays undetermined
    return undefined;
  }
}

/** What `python -c "...print(EXPR)"` prints, for arithmetic. */
export function evaluatePythonPrint(program: string): string | undefined {
  const printed = /^(?:\s*(?:import\s+\w+|from\s+math\s+import\s+[\w, *]+)\s*[;\n])*\s*print\((.*)\)\s*;?\s*$/s.exec(program);
  const value = printed && evaluateArithmetic(printed[1]!, false);
  return value === undefined || value === null ? undefined : String(value);
}
