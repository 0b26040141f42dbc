// Vertex AI custom jobs (`gcloud ai custom-jobs create --config`): https://cloud.google.com/vertex-ai/docs/reference/rest/v1/CustomJobSpec
import { Settings } from '../../../frameworks/configs/settings';
import { commandOfWords, environmentOf, textsOf, type Devices, type JobPlatform } from '../job';

export const vertexAi: JobPlatform = ({ settings }) => {
  const path = ['workerPoolSpecs', 'jobSpec.workerPoolSpecs', 'trialJobSpec.workerPoolSpecs', 'worker_pool_specs', 'job_spec.worker_pool_specs'].find(
    (candidate) => settings.items(candidate).length > 0,
  );
  if (!path) return undefined;
  const pools = settings.items(path).flatMap((item) => (item.kind === 'mapping' ? [new Settings(item)] : []));
  const [first] = pools;
  if (!first) return undefined;
  const machine = first.section('machineSpec', 'machine_spec');
  const gpu = machine?.text('acceleratorType', 'accelerator_type') ?? machine?.text('machineType', 'machine_type');
  const count = machine?.count('acceleratorCount', 'accelerator_count');
  const replicas = pools.map((pool) => pool.count('replicaCount', 'replica_count'));
  const total = replicas.reduce((sum, replica) => sum + (replica?.value ?? 1), 0);
  const nodes = replicas[0] && total > 1 ? { ...replicas[0], value: total } : undefined;
  const devices: Devices = { ...(gpu && { gpu }), ...(count && { count }), ...(nodes && { nodes }) };
  const container = first.section('containerSpec', 'container_spec');
  if (container) {
    const words = [...textsOf(container.value('command')), ...textsOf(container.value('args'))];
    const text = commandOfWords(words, container.value('command', 'args')?.span);
    return text && { commands: [{ text, environment: environmentOf(container.value('env')) }], devices };
  }
  const module = first.text('pythonPackageSpec.pythonModule', 'python_package_spec.python_module', 'pythonSpec.pythonModule');
  const span = module?.span;
  if (!module || !span) return undefined;
  const known = { kind: 'known' as const, origin: 'literal' as const, span };
  const words = ['python', '-m', module.value].map((value) => ({ ...known, value }));
  const text = commandOfWords([...words, ...textsOf(first.value('pythonPackageSpec.args', 'python_package_spec.args'))], span);
  return text && { commands: [{ text }], devices };
};
