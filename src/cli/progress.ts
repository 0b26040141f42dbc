// A line on a terminal while a long scan runs; silent everywhere else.

/** Shorter scans need no word. */
const SILENT_MILLISECONDS = 700;
const BETWEEN_WORDS_MILLISECONDS = 100;
const CLEAR_LINE = '\r\u001b[K';

export interface Progress {
  /** one more file was looked at */
  step(file: string): void;
  /** takes the line away again */
  end(): void;
}

export function scanProgress(stream: { readonly isTTY?: boolean; write(text: string): unknown }): Progress {
  if (!stream.isTTY) return { step: () => undefined, end: () => undefined };
  let files = 0;
  let next = Date.now() + SILENT_MILLISECONDS;
  let shown = false;
  return {
    step(file) {
      files++;
      if (Date.now() < next) return;
      next = Date.now() + BETWEEN_WORDS_MILLISECONDS;
      shown = true;
      stream.write(`${CLEAR_LINE}${files} files read, now ${file.slice(-60)}`);
    },
    end() {
      if (shown) stream.write(CLEAR_LINE);
    },
  };
}
