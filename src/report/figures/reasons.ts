// Reasons of assumptions and words on formulas in the reader's language. The rooms below know no language and write them in English, also into JSON; here each is
// recognised by its form, and what stands at the places of `{0}`, `{1}` is kept.
import type { Translate } from '../translate';

/** More special forms stand before those that would take their sentences too. */
export const reasonForms: readonly string[] = [
  // the machine
  'no hardware named; the default is one {0}',
  'number of devices not stated: one',
  'number of devices not stated',
  'sharding not stated: replicas, or what is needed for the weights to fit',
  '"{0}" is in none of the bundled hardware tables; name another',
  'the board carries {0} devices; memory, power and peaks here are those of one',
  'idle_w: estimated, as read on cards of its kind',
  // the work
  'batch not stated; about {0} tokens a device',
  'batch not stated; about {0} samples a device',
  'accumulation not stated',
  'lengths are not stated; texts up to {0} tokens, dynamic padding',
  'lengths are not stated; the usual range of public text sets',
  'rows are packed and their lengths are not stated; the usual range of public text sets',
  'tokens are stated and {0} is what samples are cut to; fine-tuning samples are a quarter to all of it',
  'masked-language pre-training at {0}: sentence pairs fill a part of it, and trainers skip the padding',
  'sequence length not stated',
  'early stopping makes the stated epochs an upper bound; a quarter to all of them are run',
  'answers to a prompt not stated',
  'the size of the teacher is not known; one to twelve times the student',
  // the method
  'not stated: every weight is trained',
  'not stated: frameworks compute in fp32 unless told otherwise',
  'the pinned release of PyTorch runs float32 products in TF32 on cards that have it',
  'frozen weights are loaded in the arithmetic of the run',
  'mixed precision keeps fp32 master weights; the interval holds pure bf16 too',
  'mixed precision keeps fp32 master weights',
  'not stated; without recomputation the activations would not fit the device',
  'not stated; fp32 master weights would not fit the device',
  // the model
  '"{0}" read as {1}: a local folder with this model\'s name',
  '"{0}" read as {1}: a quantised or converted copy of this model',
  '"{0}" begins like {1}: taken as made from it',
  'matched by the family\'s name: "{0}" belongs to {1}, taken like {2}',
  'parameters counted from the configuration ({0}, {1} layers, {2} wide)',
  '{0} parameters stored as {1} in the header of the weights ({2})',
  // the site
  "no place named; the world's average, anywhere between a hydro and a coal grid",
  '"{0}" is in none of the bundled grid tables; the world\'s average instead; names near it: {1}',
  '"{0}" is in none of the bundled grid tables; the world\'s average instead',
  "no grid of its own is known for {0}: its country's average, with the span that provinces have",
  'building not named; a cloud data centre',
  'building not named; a desk: no cooling plant',
  'no PUE of the site is known: Range of the fleet-wide PUEs that Google, AWS, Meta and Microsoft publish',
  'no PUE of the site is known: {0}',
  'a workstation or laptop is cooled by air',
  'A data-centre GPU of the A100 class with its share of the server: {0} kg for the card plus {1} kg ({2})',
  'A data-centre GPU of the H100 class with its share of the server: {0} kg for the module (NVIDIA) plus an eighth of a server of {1} kg',
  'A small data-centre card ({0} kg) with a quarter to an eighth of a two-processor server of {1} kg',
  'A consumer card ({0} kg) with a quarter to all of a desktop computer of {1} kg',
  'A whole laptop ({0} kg) since it comes with its GPU',
  'manufacture of a device with its share of the server, kg CO2e, spread over its life',
  // serving
  'a prompt of the usual length and the answer that is generated for it',
  'requests as long as those of public chat logs, answered in batches of {0}',
  // formulas
  'forward, backward and recomputation of every sample',
  'idle draw, load and the host around it',
  'roofline of reading the prompt and writing the answer, on the accelerator of the run',
  'roofline of products, memory traffic, launches and communication',
  'FLOPs over peak rate times utilisation',
  'measured over estimated, as far as a few runs can be believed',
  '{0} samples a step over {1} replicas',
  '{0} tokens over {1} samples',
  'follows from other facts',
];

const specialCharacters = /[.*+?^$()|[\]\\]/g;

/** A form as an expression whose groups are what stands at its places. */
const expressionOf = (form: string): RegExp =>
  new RegExp(
    `^${form
      .split(/\{\d\}/)
      .map((words) => words.replace(specialCharacters, '\\$&'))
      .join('(.+?)')}$`,
  );

let expressions: readonly (readonly [string, RegExp])[] | undefined;

/** The form that a sentence has and what stands at its places; undefined for sentences of no known form, as notes of the tables are. */
export function formOf(reason: string): { readonly form: string; readonly parts: readonly string[] } | undefined {
  expressions ??= reasonForms.map((form) => [form, expressionOf(form)]);
  for (const [form, expression] of expressions) {
    const match = expression.exec(reason);
    if (match) return { form, parts: match.slice(1) };
  }
  return undefined;
}

/** The reason in the reader's language; as it is where it has no known form. */
export function reasonWords(reason: string, translate: Translate): string {
  const found = formOf(reason);
  return found ? translate(found.form, ...found.parts) : reason;
}
