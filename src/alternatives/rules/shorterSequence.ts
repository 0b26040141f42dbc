// Where every sample is padded to far more than the data set holds, a lower limit costs nothing.
import { exact } from '../../report/figures/number';
import { defineAlternative, type RuleContext } from '../defineAlternative';
import { editsFor } from '../editsAtSite';

/** Lengths that suit the hardware. */
const LENGTH_STEP = 64;
/** A limit has to come down by this much before it is worth an edit. */
const WORTHWHILE_SHARE = 0.75;

export const shorterSequence = defineAlternative({
  id: 'shorter-sequence',
  applies: ({ run }) => run.facts.padding?.value === 'max_length' && run.facts.packing?.value !== true && run.facts.sequenceLength !== undefined,
  proposals: (context) => {
    const { run, translate } = context;
    const now = run.facts.sequenceLength?.value ?? 0;
    const limit = limitFor(context);
    if (!limit || limit.tokens > now * WORTHWHILE_SHARE) return [];
    const edits = editsFor(run, ['sequenceLength'], String(limit.tokens));
    return [
      edits && {
        title: translate('Cut texts at {0} tokens instead of {1}', exact(limit.tokens), exact(now)),
        change: { facts: { sequenceLength: limit.tokens } },
        edits,
        qualityCost: limit.cutsShare
          ? translate('About one text in ten is longer and is cut.')
          : translate('Quality: unchanged; no text of this data set is longer.'),
        evidence: [
          {
            claim: 'Attention and padding make long limits expensive: BERT itself is trained at 128 tokens for nine tenths of its steps (Devlin et al. 2018)',
            url: 'https://arxiv.org/abs/1810.04805',
          },
        ],
      },
    ];
  },
});

/** The lowest sensible limit for this data set's lengths: its longest text, or its ninetieth percentile. */
function limitFor({ run, knowledge }: RuleContext): { readonly tokens: number; readonly cutsShare: boolean } | undefined {
  const lengths = run.facts.dataset && knowledge.dataset(run.facts.dataset.value, undefined, run.framework);
  const now = run.facts.sequenceLength?.value ?? 0;
  const stepped = (tokens: number): number => Math.ceil(tokens / LENGTH_STEP) * LENGTH_STEP;
  if (lengths?.tokensMax && stepped(lengths.tokensMax) <= now * WORTHWHILE_SHARE) return { tokens: stepped(lengths.tokensMax), cutsShare: false };
  if (lengths?.tokensP90) return { tokens: stepped(lengths.tokensP90), cutsShare: true };
  return undefined;
}
