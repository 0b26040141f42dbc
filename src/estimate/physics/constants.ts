// The constants of the model that were fitted to measured runs, by name; their values are in constants.generated.ts.
import { fitted } from '../constants.generated';

/** One set of constants; the fit tries others. */
export type Constants = { readonly [K in keyof typeof fitted]: number };
export const fittedConstants: Constants = fitted;
