// Several devices spend energy on talking to each other; where one fits the run, fewer do it with less.
import { exact } from '../../report/figures/number';
import { defineAlternative } from '../defineAlternative';

export const fewerGpus = defineAlternative({
  id: 'fewer-gpus',
  applies: ({ workload }) => workload.gpuCount.value > 1 && workload.tensorParallel === 1 && workload.pipelineParallel === 1,
  proposals: ({ workload, translate }) => {
    const now = workload.gpuCount.value;
    const fewer = Math.ceil(now / 2);
    return [
      {
        title: translate('{0} devices instead of {1}, for longer', exact(fewer), exact(now)),
        change: { settings: { gpuCount: fewer } },
        edits: [],
        qualityCost: translate('Quality: unchanged with gradient accumulation that keeps the global batch; it takes longer.'),
        evidence: [{ claim: 'Data-parallel devices exchange all gradients in every step (Li et al. 2020)', url: 'https://arxiv.org/abs/2006.15704' }],
        accepts: (after) => after.fitsMemory !== false,
      },
    ];
  },
});
