// Edits from the places that the analysis found; rules never search a text themselves.
import type { TextEdit } from '../model/alternative';
import type { EditSite, Run } from '../model/run';

/** Stands in templates for the value. */
const HOLE = '{value}';

/** The first place where the run takes this change with this value, or undefined. */
export function siteFor(run: Run, changes: readonly EditSite['changes'][], value: string): EditSite | undefined {
  return sitesOf(run, changes).find((site) => (site.values ? site.values.includes(value) : takesValues(site)));
}

const sitesOf = (run: Run, changes: readonly EditSite['changes'][]): readonly EditSite[] =>
  changes.flatMap((kind) => run.sites.filter((site) => site.changes === kind));

const takesValues = ({ template, alongside = [] }: EditSite): boolean => template.includes(HOLE) || alongside.some(({ newText }) => newText.includes(HOLE));

/** The site's own edit and those that must go with it, with the value put in. */
export function editsAt(site: EditSite, value: string): readonly TextEdit[] {
  const filled = (template: string): string => template.replaceAll(HOLE, () => value);
  return [{ span: site.span, newText: filled(site.template) }, ...(site.alongside ?? []).map(({ span, newText }) => ({ span, newText: filled(newText) }))];
}

/** The edits that make the change, or undefined where the run has no place for it. */
export function editsFor(run: Run, changes: readonly EditSite['changes'][], value: string): readonly TextEdit[] | undefined {
  const site = siteFor(run, changes, value);
  return site && editsAt(site, value);
}

/** The edits that switch something on or off. A template without a hole and without values can only switch on. */
export function switchFor(run: Run, changes: EditSite['changes'], on: boolean): readonly TextEdit[] | undefined {
  const spelling = (path: string): string => (/\.(py|ipynb)$/i.test(path) ? (on ? 'True' : 'False') : String(on));
  for (const site of sitesOf(run, [changes])) {
    const value = spelling(site.span.path);
    if (site.values ? site.values.includes(value) : on || takesValues(site)) return editsAt(site, value);
  }
  return undefined;
}
