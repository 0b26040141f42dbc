// Arguments that say that a script is to train at all: who runs it for training sets them.
import { known, type Value } from '../../values';

export const isTrainingSwitch = (name: string): boolean => /^(do_)?train(ing)?$/.test(name);

/** The value, or true where the argument is the switch that makes the script train. */
export const switchedOn = (value: Value, name: string): Value =>
  isTrainingSwitch(name) && value.kind === 'known' && value.value === false ? known(true, value.span, value.origin) : value;
