// The page's words in the editor's language; English is the key, as in `vscode.l10n`.

let table: Readonly<Record<string, string>> = {};

export function useStrings(strings: Readonly<Record<string, string>>): void {
  table = strings;
}

/** @returns the translation with `{0}`, `{1}`… filled in; the text itself where there is none. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const translated = Object.hasOwn(table, text) ? table[text]! : text;
  return translated.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}
