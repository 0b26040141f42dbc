// The last look at a run's edit places: each must stand where its value is decided, and hold that value as written.
import type { EditSite, Fact, FactName, Run } from '../../../model/run';
import type { Span } from '../../../model/source';

/** Places that hold the value of one fact. */
const factOf: Partial<Record<EditSite['changes'], FactName>> = {
  batchSize: 'perDeviceBatchSize',
  epochs: 'epochs',
  model: 'model',
  sequenceLength: 'sequenceLength',
  gradientCheckpointing: 'gradientCheckpointing',
  packing: 'packing',
};
/** Numbers are edited where they are written down, not where they are handed on (`batch_size=args.batch_size`). */
const numbers: ReadonlySet<EditSite['changes']> = new Set(['batchSize', 'epochs', 'sequenceLength']);

/** Places that can't be edited rightly are left out, those of a value that a comment states move to that comment. */
export function withSoundSites(run: Run): Run {
  const sites = run.sites.flatMap((site) => soundSite(site, run));
  return sites.length === run.sites.length && sites.every((site, index) => site === run.sites[index]) ? run : { ...run, sites };
}

function soundSite(site: EditSite, run: Run): readonly EditSite[] {
  const name = factOf[site.changes];
  const fact = name && (run.facts[name] as Fact | undefined);
  if (!fact?.span) return [site];
  const { span } = fact;
  // What a `# footprint:` comment says wins over the code: an edit of the code would change nothing.
  if (fact.origin === 'user') return isPlain(fact) ? [{ changes: site.changes, span, template: '{value}' }] : [];
  if (samePlace(span, site.span)) return isPlain(fact) ? [site] : [];
  if (numbers.has(site.changes) && typeof fact.value === 'number' && isPlain(fact) && !site.alongside) return [{ ...site, span, template: '{value}' }];
  // A flag or a setting of another file goes on winning over what the script says.
  return span.path === site.span.path || !/^(launcher|config)$/.test(fact.origin) ? [site] : [];
}

const samePlace = (a: Span, b: Span): boolean =>
  a.path === b.path && a.cell === b.cell && a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;

/** Whether the text is the value itself: a number however it is spelt, a word with or without quotes. */
function isPlain({ value, text }: Fact): boolean {
  if (text === undefined) return false;
  if (typeof value === 'number') return Number(text.replaceAll('_', '')) === value;
  const word = /^(?:[rbu]{0,2})(["'])(.*)\1$/is.exec(text)?.[2] ?? text;
  return word.toLowerCase() === String(value).toLowerCase();
}
