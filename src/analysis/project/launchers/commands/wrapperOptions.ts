// Goes through the options between a wrapper's name and the program that it starts.
import type { ShellText } from '../../../languages/shell/words/shellText';
import type { Wrapper, Wrapping } from './wrappers';

/** `$PROJECT/train.py` */
export const scriptInOpenFolder = /\/[\w.-]+\.(py|sh|bash|slurm|sbatch)$/;

/** The words after a wrapper's options. `found.module` is set where `-m` stands among them. */
export function passOptions(words: readonly ShellText[], wrapper: Wrapper, state: Wrapping, found?: { module: boolean }): readonly ShellText[] {
  let at = 0;
  while (at < words.length) {
    const word = words[at]!;
    if (word.text === '--') return words.slice(at + 1);
    // an option that the script composes (`$DISTRIBUTED_ARGS`) is passed over, and so are assignments; a script in a folder that it composes is not
    if ((!word.known && word.text.startsWith('$') && !scriptInOpenFolder.test(word.text)) || /^[A-Za-z_]\w*=/.test(word.text)) {
      at++;
      continue;
    }
    if (!word.text.startsWith('-') || word.text === '-') return words.slice(at);
    const [, name, , value] = /^--?([^=]+)(=(.*))?$/s.exec(word.text) ?? [undefined, ''];
    if (found && (name === 'm' || name === 'module')) found.module = true;
    if (value !== undefined) {
      wrapper.onOption?.(name, { ...word, text: value }, state);
      at++;
    } else if (wrapper.flags.has(name)) at++;
    else if (!word.text.startsWith('--') && name.length > 1 && /^[A-Za-z]\d+$/.test(name)) {
      // `-N2`, `-n8`
      wrapper.onOption?.(name.charAt(0), { ...word, text: name.slice(1) }, state);
      at++;
    } else {
      wrapper.onOption?.(name, words[at + 1], state);
      at += 2;
    }
  }
  return [];
}
