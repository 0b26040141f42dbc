// What going through the data costs: each epoch, each thousand steps or samples, the evaluation in between.
import { percent } from '../figures/number';
import { costOf, shareOfCompute } from './comparison';
import type { Effect } from './effectOf';

/** What steps and samples are counted in: one of them costs too little to mean anything. */
const THOUSAND = 1000;

/** "Each epoch: 0.11 kg CO₂e (0.05–0.31)." */
export const epochEffect: Effect = ({ isMeasured, estimateWith, translate }) => {
  const cost = isMeasured ? costOf(estimateWith({ epochs: 1, maxSteps: null })) : undefined;
  return cost && translate('Each epoch: {0}.', cost);
};

export const stepsEffect: Effect = ({ isMeasured, estimateWith, translate }) => {
  const cost = isMeasured ? costOf(estimateWith({ maxSteps: THOUSAND })) : undefined;
  return cost && translate('Each 1,000 steps: {0}.', cost);
};

/** Nothing where steps decide: more data would not make the run longer. */
export const samplesEffect: Effect = ({ run, isMeasured, estimateWith, translate }) => {
  const cost = isMeasured && !run.facts.maxSteps ? costOf(estimateWith({ datasetSamples: THOUSAND })) : undefined;
  return cost && translate('Each 1,000 samples: {0}.', cost);
};

export const evaluationEffect: Effect = ({ estimate, translate }) => {
  const share = shareOfCompute(estimate, 'evaluation');
  return share === undefined ? undefined : translate('Evaluation: {0} of the compute.', percent(share));
};

export const earlyStoppingEffect: Effect = ({ run, translate }) =>
  run.facts.earlyStopping?.value === true && run.facts.epochs ? translate('The figure is for every epoch; a run that stops early costs less.') : undefined;
