// What a launcher passes to a script: the options and words after the script's name, each with the place in the launcher where it stands.
import type { Span } from '../../model/source';

export interface CommandLineOption {
  /** without leading dashes: `learning_rate`, `lr`; underscores and dashes as written */
  readonly name: string;
  /** the words that follow up to the next option; none for a bare flag */
  readonly values: readonly string[];
  readonly span?: Span;
  /** a value is given, in words that the launcher does not determine */
  readonly isOpen?: boolean;
}

/** Arguments as `python train.py WORD... --option value...` gives them; `key=value` words (Hydra, OmegaConf) are words. */
export interface CommandLine {
  readonly options: readonly CommandLineOption[];
  readonly words: readonly { readonly text: string; readonly span?: Span }[];
  /** environment variables that the launcher sets or exports for the script (`WORLD_SIZE` of torchrun) */
  readonly environment?: ReadonlyMap<string, { readonly text: string; readonly span?: Span }>;
}
