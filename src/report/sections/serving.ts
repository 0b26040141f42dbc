// What the trained model takes once it answers requests, and when that outweighs the training.
import type { Estimate, Serving } from '../../model/estimate';
import { deviceName } from '../figures/names';
import { exact, rounded } from '../figures/number';
import { co2eKg, energyKwh, write, writeRange } from '../figures/quantity';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { linksTo } from './links';

/** @returns null where the model is unknown: nothing can be said of its answers then. */
export function servingReport(estimate: Estimate, homePath: string, translate: Translate): Report['serving'] {
  const { serving } = estimate;
  if (!serving) return null;
  const energy = write(serving.kwhPerThousandRequests, energyKwh);
  const co2e = write(serving.co2eKgPerThousandRequests, co2eKg);
  const requests = serving.requestsToMatchTraining;
  const links = linksTo(serving.provenance, homePath, translate);
  return {
    summary: requests
      ? translate('After about {0} requests, answering them has taken as much energy as this training.', rounded(requests.mid))
      : translate('1,000 requests take about {0}.', energy.value),
    rows: [
      { id: 'servingEnergy', label: translate('Energy of 1,000 requests'), value: energy.value, range: energy.range, links },
      { id: 'servingCo2e', label: translate('CO₂e of 1,000 requests'), value: co2e.value, range: co2e.range, links },
      ...(requests
        ? [{ id: 'servingBreakEven', label: translate('Requests that equal the training'), value: rounded(requests.mid), range: writeRange(requests), links }]
        : []),
    ],
    assumption: requestInWords(serving, translate),
  };
}

/** "161 tokens read, 150 written, 8 requests at once, 1× A100 SXM 80GB" */
function requestInWords({ request }: Serving, translate: Translate): string {
  const { inputTokens, outputTokens, passes, batch, gpu, gpuCount } = request;
  return [
    ...(inputTokens ? [translate('{0} tokens read', exact(Math.round(inputTokens)))] : []),
    ...(outputTokens ? [translate('{0} written', exact(Math.round(outputTokens)))] : []),
    ...(passes ? [translate('{0} denoising passes', exact(passes))] : []),
    translate('{0} requests at once', exact(batch)),
    `${exact(gpuCount)}× ${deviceName(gpu)}`,
  ].join(', ');
}
