// The order of names in lists: as the user's language sorts, "A10" before "A100".

/** Made once: to compare two names with options of its own takes as long as to compare a hundred with this. */
let collator: Intl.Collator | undefined;

export const inListOrder = (a: string, b: string): number => (collator ??= new Intl.Collator(undefined, { numeric: true })).compare(a, b);
