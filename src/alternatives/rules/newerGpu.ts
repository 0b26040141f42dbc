// A device that does more work for its energy: a change of settings, no edit.
import type { Estimate } from '../../model/estimate';
import { deviceName } from '../../report/figures/names';
import { defineAlternative } from '../defineAlternative';

/** Devices that can be rented, by names the tables know; the estimate decides which is the best for this run. */
const CANDIDATES: readonly string[] = ['B200-SXM', 'H200-SXM-141GB', 'H100-SXM-80GB', 'L40S', 'L4'];

export const newerGpu = defineAlternative({
  id: 'newer-gpu',
  applies: () => true,
  proposals: ({ workload, knowledge, translate }) => {
    const now = workload.accelerator.value;
    return CANDIDATES.flatMap((name) => knowledge.accelerator(name) ?? [])
      .filter(({ name, year }) => name !== now.name && year >= now.year)
      .map((device) => ({
        variant: device.name,
        title: translate('{0} instead of {1}', deviceName(device.name), deviceName(now.name)),
        change: { settings: { gpu: device.name } },
        edits: [],
        qualityCost: translate('Quality: unchanged.'),
        evidence: [
          {
            claim: 'Efficient processors and data centres cut energy and emissions of training by large factors (Patterson et al. 2022)',
            url: 'https://arxiv.org/abs/2204.05149',
          },
        ],
        accepts: (after: Estimate) => after.fitsMemory !== false,
      }));
  },
});
