// SageMaker's Python SDK 2: `HuggingFace(entry_point='train.py', hyperparameters={...}, instance_type='ml.p4d.24xlarge').fit(...)`.
// https://sagemaker.readthedocs.io/en/stable/api/training/estimators.html
import { knownString } from '../../../evaluate/values';
import { defineFramework, type CallHandler } from '../../framework';
import { countFact, flagsOf, textFact } from '../../startedScript';

const fit: CallHandler = (event, reading) => {
  const estimator = event.instance.receiver;
  const entry = knownString(reading.property(estimator, 'entry_point'));
  if (estimator?.kind !== 'instance' || !entry) return;
  const machine = textFact(reading.property(estimator, 'instance_type') ?? reading.property(estimator, 'train_instance_type'));
  const nodes = countFact(reading.property(estimator, 'instance_count') ?? reading.property(estimator, 'train_instance_count'));
  const folder = knownString(reading.property(estimator, 'source_dir'));
  const program = entry.endsWith('.sh') ? 'bash' : 'python';
  reading.startedScripts.push({
    anchor: event.place,
    command: `${program} ${entry} ${flagsOf(reading.property(estimator, 'hyperparameters'))}`.trim(),
    // `local` and `local_gpu` are the user's own machine
    ...(machine?.value.startsWith('ml.') && { gpu: machine }),
    ...(nodes && { nodes }),
    ...(folder && !/^(s3|https?):/.test(folder) && { folder }),
  });
};

export const sageMaker = defineFramework({
  name: 'sagemaker',
  calls: Object.fromEntries(['HuggingFace', 'PyTorch', 'TensorFlow', 'MXNet', 'Estimator'].map((name) => [`sagemaker.${name}.fit`, fit])),
});
