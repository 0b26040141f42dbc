// Matrix products in 16 bits, master weights in 32: what tensor cores are made for.
import { defineAlternative } from '../defineAlternative';
import { editsFor } from '../editsAtSite';

export const mixedPrecision = defineAlternative({
  id: 'mixed-precision',
  applies: ({ workload }) => workload.precision.value === 'fp32' || workload.precision.value === 'tf32',
  proposals: ({ run, workload, translate }) => {
    const { peakTflops, name } = workload.accelerator.value;
    const target = peakTflops.bf16 ? 'bf16' : peakTflops.fp16 ? 'fp16' : undefined;
    const edits = target && editsFor(run, ['precision', 'mixedPrecision'], target);
    if (!target || !edits) return [];
    return [
      {
        title: translate('Train in {0} mixed precision', target),
        change: { facts: { precision: target } },
        edits,
        qualityCost:
          target === 'bf16'
            ? translate('The same accuracy in published comparisons; bf16 keeps the range of fp32, so no loss scaling is needed.')
            : translate('The same accuracy in published comparisons, with loss scaling; {0} has no bf16.', name),
        evidence: [
          {
            claim: 'Mixed-precision training matches the accuracy of fp32 on image, speech and language models (Micikevicius et al. 2017)',
            url: 'https://arxiv.org/abs/1710.03740',
          },
          ...(target === 'bf16'
            ? [
                {
                  claim: 'bf16 training reaches the results of fp32 without changed hyper-parameters (Kalamkar et al. 2019)',
                  url: 'https://arxiv.org/abs/1905.12322',
                },
              ]
            : []),
        ],
      },
    ];
  },
});
