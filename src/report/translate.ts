// Messages in the reader's language: rooms below the hosts take a function and never a language.

/** Puts an English message into the reader's language; `{0}`, `{1}` ... stand for the arguments. */
export type Translate = (message: string, ...parameters: readonly (string | number)[]) => string;

/** English as it stands: only the arguments are put in. */
export const inEnglish: Translate = (message, ...parameters) =>
  message.replace(/\{(\d+)\}/g, (hole, index: string) => String(parameters[Number(index)] ?? hole));
