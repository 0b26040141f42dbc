// Fill each sequence with several short samples instead of padding.
import { defineAlternative } from '../defineAlternative';
import { switchFor } from '../editsAtSite';

export const packing = defineAlternative({
  id: 'packing',
  applies: ({ run, workload }) => run.facts.packing?.value !== true && workload.tokensPerSample !== null && workload.model.value.family === 'decoder',
  proposals: ({ run, translate }) => {
    const edits = switchFor(run, 'packing', true);
    return [
      edits && {
        title: translate('Pack short samples into full sequences'),
        change: { facts: { packing: true, padding: 'none' } },
        edits,
        qualityCost: translate(
          'Quality: unchanged where samples are kept from attending to each other; fewer steps an epoch, so the learning rate may want a look.',
        ),
        evidence: [
          {
            claim: 'Packing without cross-contamination leaves the result unchanged and removes the padding (Krell et al. 2021)',
            url: 'https://arxiv.org/abs/2107.02027',
          },
        ],
      },
    ];
  },
});
