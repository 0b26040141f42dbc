// Recomputing activations saves memory that this run does not need.
import { defineAlternative } from '../defineAlternative';
import { switchFor } from '../editsAtSite';

export const noCheckpointing = defineAlternative({
  id: 'no-gradient-checkpointing',
  applies: ({ run }) => run.facts.gradientCheckpointing?.value === true,
  proposals: ({ run, translate }) => {
    const edits = switchFor(run, 'gradientCheckpointing', false);
    return [
      edits && {
        title: translate('Switch gradient checkpointing off: the activations fit'),
        change: { facts: { gradientCheckpointing: false } },
        edits,
        qualityCost: translate('Quality: unchanged; the gradients are the same.'),
        evidence: [{ claim: 'Recomputing activations costs about one more forward pass (Chen et al. 2016)', url: 'https://arxiv.org/abs/1604.06174' }],
        accepts: (after) => after.fitsMemory === true && (after.peakMemoryGiB?.high ?? Number.POSITIVE_INFINITY) <= memoryOf(after),
      },
    ];
  },
});

/** The device's memory as the estimate's chain has it. */
function memoryOf({ chain }: { readonly chain: readonly { readonly id: string; readonly details?: Readonly<Record<string, unknown>> }[] }): number {
  const memory = chain.find(({ id }) => id === 'gpu')?.details?.memoryGiB;
  return typeof memory === 'number' ? memory : 0;
}
