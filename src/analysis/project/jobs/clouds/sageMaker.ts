// SageMaker's CreateTrainingJob requests: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
import { Settings } from '../../../frameworks/configs/settings';
import { makeRun } from '../../configRuns';
import { factsOfFlags, trainingSettings } from '../../launchers/commands/generalFlags';
import type { JobPlatform } from '../job';

export const sageMaker: JobPlatform = ({ settings, anchor }) => {
  const parameters = settings.section('HyperParameters', 'StaticHyperParameters');
  const machine = settings.text('ResourceConfig.InstanceType');
  if (!parameters || !machine || !settings.has('AlgorithmSpecification')) return undefined;
  const entries = new Map([...parameters.root.entries].map(([key, value]) => [key.replace(/-/g, '_'), value]));
  const flags = new Settings({ ...parameters.root, entries });
  if (trainingSettings(flags) === 0) return undefined;
  return makeRun('sagemaker', anchor, { ...factsOfFlags(flags), gpu: machine });
};
