// How sure a row is, in one letter: v read in its source, c computed from parts that were, r from memory (also rows of which only a part was read).
const letters: Readonly<Record<string, string>> = { verified: 'v', computed: 'c', recalled: 'r', mixed: 'r' };

/** @throws Error for an unknown word, so that no row ships without its mark. */
export function confidenceLetter(word: string | undefined): string {
  const letter = letters[word ?? ''];
  if (!letter) throw new Error(`unknown confidence "${word}"`);
  return letter;
}
