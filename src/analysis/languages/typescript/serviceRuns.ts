// Fine-tuning jobs that a script starts at a hosted service through its SDK: which call starts one, and where its settings stand.
import { Node, type CallExpression } from 'ts-morph';
import type { Fact, Run } from '../../../model/run';
import type { Value } from '../../evaluate/values';
import { compactFacts } from '../../frameworks/configs/configFormat';
import { makeRun } from '../../project/configRuns';
import { entryOf, numberOption, textOption } from './callOptions';
import type { ConstantReader } from './constants';
import { spanOfNode } from './nodeValues';

interface Service {
  readonly framework: string;
  /** the SDK's package, as it is imported; a script that imports another service's is that service's */
  readonly sdk: RegExp;
  readonly starts: RegExp;
  /** paths to the settings within the call's argument, the first that is there */
  readonly model: readonly string[];
  readonly data: readonly string[];
  readonly epochs: readonly string[];
  readonly steps?: readonly string[];
  readonly batchSize?: readonly string[];
  readonly learningRate?: readonly string[];
}

/** SDKs of 2025: openai 5, together-ai 0.20, @mistralai/mistralai 1.7, cohere-ai 7. */
const services: readonly Service[] = [
  {
    framework: 'together-finetuning',
    sdk: /['"]together-ai['"]/,
    starts: /fineTun(ing|e)\.create$/,
    model: ['model'],
    data: ['training_file'],
    epochs: ['n_epochs'],
    batchSize: ['batch_size'],
    learningRate: ['learning_rate'],
  },
  {
    framework: 'mistral-finetuning',
    sdk: /['"]@mistralai\/mistralai['"]/,
    starts: /fineTuning\.jobs\.create$|\.jobs\.create$/,
    model: ['model'],
    data: ['trainingFiles', 'training_files'],
    epochs: ['hyperparameters.epochs'],
    steps: ['hyperparameters.trainingSteps', 'hyperparameters.training_steps'],
    learningRate: ['hyperparameters.learningRate', 'hyperparameters.learning_rate'],
  },
  {
    framework: 'cohere-finetuning',
    sdk: /['"]cohere-ai['"]/,
    starts: /finetuning\.createFinetunedModel$/,
    model: ['settings.baseModel.name', 'settings.baseModel.baseType'],
    data: ['settings.datasetId'],
    epochs: ['settings.hyperparameters.trainEpochs'],
    batchSize: ['settings.hyperparameters.trainBatchSize'],
    learningRate: ['settings.hyperparameters.learningRate'],
  },
  {
    framework: 'openai-finetuning',
    sdk: /['"]openai['"]/,
    starts: /(fine_?[tT]uning\.jobs\.create|fine_?[tT]unes\.create|createFineTune|createFineTuningJob)$/,
    model: ['model'],
    data: ['training_file', 'trainingFile'],
    epochs: [
      'hyperparameters.n_epochs',
      'hyperparameters.nEpochs',
      'method.supervised.hyperparameters.n_epochs',
      'method.dpo.hyperparameters.n_epochs',
      'n_epochs',
    ],
    batchSize: ['hyperparameters.batch_size', 'method.supervised.hyperparameters.batch_size', 'method.dpo.hyperparameters.batch_size', 'batch_size'],
  },
];

/** The jobs that a script starts; the services' own defaults are not published for all models and stay open. */
export function serviceRuns(file: Node, constants: ConstantReader): readonly Run[] {
  const text = file.getFullText();
  const imported = services.filter(({ sdk }) => sdk.test(text));
  // Without an import (a client from elsewhere) only OpenAI's calls are telling enough by themselves.
  const candidates = imported.length > 0 ? imported : services.filter(({ framework }) => framework === 'openai-finetuning');
  return file.getDescendants().flatMap((node) => {
    if (!Node.isCallExpression(node) || !Node.isPropertyAccessExpression(node.getExpression())) return [];
    const service = candidates.find(({ starts }) => starts.test(node.getExpression().getText()));
    const run = service && jobRun(service, node, constants);
    return run ? [run] : [];
  });
}

function jobRun(service: Service, call: CallExpression, constants: ConstantReader): Run | undefined {
  const argument = call.getArguments()[0];
  const body = argument && constants.read(argument);
  if (body?.kind !== 'mapping' || !at(body, service.data)) return undefined;
  const number = (paths: readonly string[] | undefined): Fact<number> | undefined => numberOption(at(body, paths ?? []));
  return makeRun(
    service.framework,
    spanOfNode(call),
    compactFacts({
      model: textOption(at(body, service.model)),
      epochs: number(service.epochs),
      maxSteps: number(service.steps),
      perDeviceBatchSize: number(service.batchSize),
      learningRate: number(service.learningRate),
    }),
  );
}

/** The value under the first of the paths that leads somewhere. */
function at(body: Value, paths: readonly string[]): Value | undefined {
  for (const path of paths) {
    const value = path.split('.').reduce<Value | undefined>((within, key) => entryOf(within, key), body);
    if (value) return value;
  }
  return undefined;
}
