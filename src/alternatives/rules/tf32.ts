// fp32 matrix products on tensor cores with a shorter mantissa: one line, where 16 bits are not wanted.
import { defineAlternative } from '../defineAlternative';
import { editsFor } from '../editsAtSite';

export const tf32 = defineAlternative({
  id: 'tf32',
  applies: ({ workload }) =>
    workload.precision.value === 'fp32' && (workload.accelerator.value.peakTflops.tf32 ?? 0) > workload.accelerator.value.peakTflops.fp32,
  proposals: ({ run, translate }) => {
    const edits = editsFor(run, ['precision'], 'tf32');
    return [
      edits && {
        title: translate('Let fp32 matrix products use the tensor cores (TF32)'),
        change: { facts: { precision: 'tf32' } },
        edits,
        qualityCost: translate('Products are rounded to 10 bits of mantissa, sums stay in fp32; training results are the same within noise.'),
        evidence: [
          {
            claim: 'TF32 training reaches the accuracy of fp32 over a range of networks (NVIDIA 2021)',
            url: 'https://developer.nvidia.com/blog/accelerating-ai-training-with-tf32-tensor-cores/',
          },
        ],
      },
    ];
  },
});
