// Pad each batch to its own longest sample instead of every sample to the full length.
import { defineAlternative } from '../defineAlternative';
import { editsFor } from '../editsAtSite';

export const dynamicPadding = defineAlternative({
  id: 'dynamic-padding',
  applies: ({ run }) => run.facts.padding?.value === 'max_length' && run.facts.packing?.value !== true,
  proposals: ({ run, translate }) => {
    const edits = editsFor(run, ['padding'], 'longest');
    return [
      edits && {
        title: translate('Pad each batch to its longest text'),
        change: { facts: { padding: 'longest' } },
        edits,
        qualityCost: translate('Quality: unchanged; padding is masked out and changes no result.'),
        evidence: [
          {
            claim: 'In common text sets up to half of all tokens are padding; leaving it out does not change what is learnt (Krell et al. 2021)',
            url: 'https://arxiv.org/abs/2107.02027',
          },
          {
            claim: 'Padding to the longest sample of a batch instead of the whole set (Hugging Face course)',
            url: 'https://huggingface.co/learn/llm-course/chapter3/2',
          },
        ],
      },
    ];
  },
});
