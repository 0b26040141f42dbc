// JSON whose shape nobody has promised.

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a parsed value is an object with keys: no list, no null. */
export const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns undefined for text that is no JSON, or none of an object; half a file and nesting without end are no JSON. */
export function parseRecord(text: string): JsonRecord | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
