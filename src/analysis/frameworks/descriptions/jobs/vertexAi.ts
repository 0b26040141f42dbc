// Vertex AI's Python SDK: `CustomTrainingJob(script_path='task.py').run(args=[...], machine_type=..., accelerator_type=...)`, `CustomJob(worker_pool_specs=[...])`.
// https://cloud.google.com/python/docs/reference/aiplatform/latest
import { knownString, type Value } from '../../../evaluate/values';
import { defineFramework, type CallHandler } from '../../framework';
import { countFact, textFact, wordsOf, type StartedScript } from '../../startedScript';

type Asked = (name: string) => Value | undefined;

/** The accelerator where one is named, else the machine, whose type tells its accelerators. */
function machines(asked: Asked): Pick<StartedScript, 'gpu' | 'count' | 'nodes'> {
  const named = textFact(asked('accelerator_type'));
  const card = named?.value === 'ACCELERATOR_TYPE_UNSPECIFIED' ? undefined : named;
  const gpu = card ?? textFact(asked('machine_type'));
  const count = card && countFact(asked('accelerator_count'));
  const nodes = countFact(asked('replica_count'));
  return { ...(gpu && { gpu }), ...(count && { count }), ...(nodes && { nodes }) };
}

const runJob: CallHandler = (event, reading) => {
  const job = event.instance.receiver;
  const script = knownString(reading.property(job, 'script_path'));
  const module = knownString(reading.property(job, 'python_module_name'));
  if (!script && !module) return;
  const words = wordsOf(reading.argument(event, 'args'));
  const program = script ? `python ${script}` : `python -m ${module!}`;
  reading.startedScripts.push({ anchor: event.place, command: `${program} ${words}`.trim(), ...machines((name) => reading.argument(event, name)) });
};

const localScript: CallHandler = (event, reading) => {
  const script = knownString(reading.argument(event, 'script_path', 1));
  if (!script) return;
  const command = `python ${script} ${wordsOf(reading.argument(event, 'args'))}`.trim();
  reading.startedScripts.push({ anchor: event.place, command, ...machines((name) => reading.argument(event, name)) });
};

/** The first pool is the one that the others work with. */
const pools: CallHandler = (event, reading) => {
  const specs = reading.property(event.instance.receiver, 'worker_pool_specs');
  const first = specs?.kind === 'sequence' ? specs.items[0] : undefined;
  const section = (name: string): Value | undefined => reading.property(first, name);
  const machine = section('machine_spec');
  const asked: Asked = (name) => (name === 'replica_count' ? section(name) : reading.property(machine, name));
  const container = section('container_spec');
  const module = knownString(reading.property(section('python_package_spec'), 'python_module'));
  const command = container
    ? `${wordsOf(reading.property(container, 'command'))} ${wordsOf(reading.property(container, 'args'))}`.trim()
    : module && `python -m ${module} ${wordsOf(reading.property(section('python_package_spec'), 'args'))}`.trim();
  if (command) reading.startedScripts.push({ anchor: event.place, command, ...machines(asked) });
};

const from = 'google.cloud.aiplatform';
export const vertexAi = defineFramework({
  name: 'vertex-ai',
  calls: {
    [`${from}.CustomTrainingJob.run`]: runJob,
    [`${from}.CustomPythonPackageTrainingJob.run`]: runJob,
    [`${from}.CustomJob.from_local_script`]: localScript,
    [`${from}.CustomJob.run`]: pools,
    [`${from}.CustomJob.submit`]: pools,
  },
});
