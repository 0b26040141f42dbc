// Small steps leave the device waiting; a larger batch fills it.
import { exact } from '../../report/figures/number';
import { defineAlternative } from '../defineAlternative';
import { editsFor } from '../editsAtSite';

/** How far the batch is raised at once, in steps that learning rates are known to follow. */
const RAISED_BY = 4;

export const largerBatch = defineAlternative({
  id: 'larger-batch',
  applies: ({ run, before }) => run.facts.perDeviceBatchSize !== undefined && before.largestBatchThatFits !== null,
  proposals: ({ run, before, translate }) => {
    const now = run.facts.perDeviceBatchSize?.value ?? 0;
    const larger = now * RAISED_BY;
    // Half of what fits leaves room for what the memory estimate does not know.
    if (larger > (before.largestBatchThatFits ?? 0) / 2) return [];
    const edits = editsFor(run, ['batchSize'], String(larger));
    return [
      edits && {
        title: translate('Batches of {0} instead of {1}', exact(larger), exact(now)),
        change: { facts: { perDeviceBatchSize: larger, globalBatchSize: null } },
        edits,
        qualityCost: translate('Changes the optimisation: raise the learning rate with it and compare the validation score.'),
        evidence: [
          {
            claim: 'With the learning rate scaled and warmed up, ImageNet training loses no accuracy up to batches of 8,192 (Goyal et al. 2017)',
            url: 'https://arxiv.org/abs/1706.02677',
          },
        ],
        accepts: (after) => after.fitsMemory === true,
      },
    ];
  },
});
