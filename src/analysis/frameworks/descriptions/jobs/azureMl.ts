// Azure Machine Learning's SDKs: `command(code='./src', command='python train.py --lr ${{inputs.lr}}', inputs={...})` of version 2, `ScriptRunConfig` of version 1.
// https://learn.microsoft.com/python/api/azure-ai-ml/azure.ai.ml#azure-ai-ml-command
import { knownString, type Value } from '../../../evaluate/values';
import { defineFramework, type CallHandler } from '../../framework';
import { countFact, textFact, wordOf, wordsOf } from '../../startedScript';

const command: CallHandler = (event, reading) => {
  const given = reading.argument(event, 'command');
  const text = knownString(given);
  if (!text) return;
  const inputs = reading.argument(event, 'inputs');
  const folder = knownString(reading.argument(event, 'code'));
  const machine = textFact(reading.argument(event, 'instance_type'));
  const nodes = countFact(reading.argument(event, 'instance_count'));
  const count = countFact(reading.property(reading.argument(event, 'distribution'), 'process_count_per_instance'));
  const filled = text.replace(/\$\{\{\s*inputs\.(\w+)\s*\}\}/g, (_, name: string) => wordOf(inputValue(inputs, name), name));
  reading.startedScripts.push({
    anchor: event.place,
    command: filled,
    ...(folder && { folder }),
    ...(machine && { gpu: machine }),
    ...(count && { count }),
    ...(nodes && { nodes }),
  });
};

const inputValue = (inputs: Value | undefined, name: string): Value | undefined => (inputs?.kind === 'mapping' ? inputs.entries.get(name) : undefined);

const scriptRun: CallHandler = (event, reading) => {
  const script = knownString(reading.argument(event, 'script', 1));
  const folder = knownString(reading.argument(event, 'source_directory', 0));
  const nodes = countFact(reading.property(reading.argument(event, 'distributed_job_config'), 'node_count'));
  if (!script) return;
  reading.startedScripts.push({
    anchor: event.place,
    command: `python ${script} ${wordsOf(reading.argument(event, 'arguments'))}`.trim(),
    ...(folder && { folder }),
    ...(nodes && { nodes }),
  });
};

export const azureMl = defineFramework({
  name: 'azure-ml',
  calls: { 'azure.ai.ml.command': command, 'azureml.core.ScriptRunConfig': scriptRun },
});
