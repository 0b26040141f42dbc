// A smaller model of the same task with a published comparison.
import type { EditSite } from '../../model/run';
import { defineAlternative } from '../defineAlternative';
import { editsAt, siteFor } from '../editsAtSite';

/** More would be a list to choose from, not a suggestion. */
const MOST_MODELS = 2;

export const smallerModel = defineAlternative({
  id: 'smaller-model',
  applies: ({ run, workload }) => run.facts.model !== undefined && workload.method.value !== 'pretrain',
  proposals: ({ run, workload, knowledge, translate }) => {
    const now = run.facts.model?.value ?? '';
    const fitting = knowledge.relatives(now).flatMap((relative) => {
      const site = siteFor(run, ['model'], relative.id);
      const fits = site && takesAnyArchitecture(site);
      return fits && relative.sizes.parameters < workload.model.value.parameters ? [{ relative, site }] : [];
    });
    return fitting.slice(0, MOST_MODELS).map(({ relative, site }) => ({
      variant: relative.id,
      title: translate('{0} instead of {1}', relative.id, now),
      change: { facts: { model: relative.id, parameters: null, flopsPerSample: null } },
      edits: editsAt(site, relative.id),
      qualityCost: relative.qualityClaim,
      evidence: [{ claim: relative.qualityClaim, url: relative.url }],
    }));
  },
});

/** A configuration names no classes; code does, and says so where it takes any. */
const takesAnyArchitecture = ({ anyArchitecture, span }: EditSite): boolean => anyArchitecture ?? !/\.(py|ipynb)$/i.test(span.path);
