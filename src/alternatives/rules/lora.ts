// Train low-rank adapters on the frozen model instead of all of its weights.
import { defineAlternative } from '../defineAlternative';
import { editsFor } from '../editsAtSite';

/** Rank of the adapters proposed: the value that PEFT's documentation uses in its examples. */
const PROPOSED_RANK = 16;

export const lora = defineAlternative({
  id: 'lora',
  applies: ({ workload }) => workload.method.value === 'full',
  proposals: ({ run, translate }) => {
    const edits = editsFor(run, ['method'], 'lora');
    return [
      edits && {
        title: translate('Train LoRA adapters of rank {0} instead of all weights', PROPOSED_RANK),
        change: { facts: { method: 'lora', loraRank: PROPOSED_RANK } },
        edits,
        qualityCost: translate('On par for instruction tuning and classification; behind full fine-tuning where much new is to be learnt (code, mathematics).'),
        evidence: [
          {
            claim: 'LoRA performs on par with or better than full fine-tuning on RoBERTa, DeBERTa, GPT-2 and GPT-3 (Hu et al. 2021)',
            url: 'https://arxiv.org/abs/2106.09685',
          },
          {
            claim: 'LoRA falls short of full fine-tuning in code and mathematics, and forgets less (Biderman et al. 2024)',
            url: 'https://arxiv.org/abs/2405.09673',
          },
        ],
      },
    ];
  },
});
