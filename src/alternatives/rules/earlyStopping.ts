// Stop when the validation score stops improving.
import { defineAlternative } from '../defineAlternative';
import { switchFor } from '../editsAtSite';

/** Fewer epochs than this leave nothing to stop. */
const FEWEST_EPOCHS = 4;

export const earlyStopping = defineAlternative({
  id: 'early-stopping',
  applies: ({ run }) => run.facts.earlyStopping?.value !== true && (run.facts.epochs?.value ?? 0) >= FEWEST_EPOCHS,
  proposals: ({ run, translate }) => {
    const edits = switchFor(run, 'earlyStopping', true);
    return [
      edits && {
        title: translate('Stop early when the validation score no longer improves'),
        change: { facts: { earlyStopping: true } },
        edits,
        qualityCost: translate('Usually none; with little patience a late improvement is missed.'),
        evidence: [
          { claim: 'Stopping criteria trade a little generalisation for much training time (Prechelt 1998)', url: 'https://doi.org/10.1007/3-540-49430-8_3' },
        ],
      },
    ];
  },
});
