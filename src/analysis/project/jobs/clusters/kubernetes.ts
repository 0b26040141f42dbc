// Kubernetes jobs, Kubeflow's training jobs, Volcano and KubeRay: containers with a GPU and a command, of a kind that runs to its end.
import type { Fact } from '../../../../model/run';
import type { Mapping, Value } from '../../../evaluate/values';
import { factOf, implied, Settings } from '../../../frameworks/configs/settings';
import { commandOfWords, environmentOf, isText, textsOf, type Devices, type JobCommand, type JobPlatform } from '../job';

/** Levels below which no container is looked for. */
const maximumDepth = 14;

const kinds =
  /^(Job|CronJob|Pod|PyTorchJob|TFJob|MPIJob|TrainJob|JAXJob|XGBoostJob|RayJob|RayCluster|Workflow|WorkflowTemplate|PaddleJob|JobSet|AppWrapper|List)$/;
/** Labels of nodes that name their accelerator. */
const acceleratorLabel = /accelerator|gpu\.product|gpu-type|gpu-model|gpu\.nvidia\.com\/(class|model)|instance-type|sku/;
const gpuResource = /(^|\/)(gpu|gpus)(\.shared)?$|^nvidia\.com\/[a-z]|google\.com\/tpu|habana\.ai\/gaudi|\.amazon(aws)?\.com\/neuron/;

export const kubernetes: JobPlatform = ({ settings }) => {
  if (!settings.has('apiVersion') || !kinds.test(settings.text('kind')?.value ?? '')) return undefined;
  const found: Found = { commands: [], devices: {}, replicas: 0 };
  visit(settings.root, 0, 1, found);
  const entry = settings.value('spec.entrypoint');
  if (isText(entry) && settings.text('kind')?.value === 'RayJob') found.commands.unshift({ text: entry });
  if (found.commands.length === 0) return undefined;
  const { devices, replicas, commands } = found;
  return { commands, devices: replicas > 1 ? { ...devices, nodes: implied(replicas, 'replicas of the job') } : devices };
};

interface Found {
  readonly commands: JobCommand[];
  devices: Devices;
  replicas: number;
}

function visit(value: Value, depth: number, copies: number, found: Found): void {
  if (depth > maximumDepth) return;
  if (value.kind === 'sequence') for (const item of value.items) visit(item, depth + 1, copies, found);
  if (value.kind !== 'mapping') return;
  const own = new Settings(value);
  const count = own.count('replicas', 'numNodes', 'parallelism', 'groupSize')?.value ?? copies;
  const selector = own.section('nodeSelector');
  const label = selector && [...selector.root.entries].find(([key]) => acceleratorLabel.test(key))?.[1];
  if (isText(label)) found.devices = { ...found.devices, gpu: factOf(label, String(label.value)) };
  if (own.has('key') && acceleratorLabel.test(own.text('key')?.value ?? '') && own.text('operator')?.value === 'In') {
    const values = textsOf(own.value('values'));
    if (values.length === 1) found.devices = { ...found.devices, gpu: factOf(values[0]!, String(values[0]!.value)) };
  }
  if (own.has('image') && (own.has('command') || own.has('args'))) addContainer(own, value, count, found);
  for (const entry of value.entries.values()) visit(entry, depth + 1, count, found);
}

function addContainer(own: Settings, container: Mapping, copies: number, found: Found): void {
  const words = ['command', 'args'].flatMap((key) => textsOf(container.entries.get(key)));
  const text = commandOfWords(words, own.value('command', 'args')?.span);
  if (!text) return;
  const folder = own.text('workingDir')?.value;
  found.commands.push({ text, environment: environmentOf(container.entries.get('env')), ...(folder && !folder.startsWith('/') && { folder }) });
  const amount = gpuLimit(container);
  if (amount) found.devices = { ...found.devices, count: amount };
  found.replicas += copies;
}

const gpuLimit = (container: Mapping): Fact<number> | undefined => {
  const resources = new Settings(container);
  const limits = resources.section('resources.limits') ?? resources.section('resources.requests');
  const amount = limits && [...limits.root.entries].find(([key]) => gpuResource.test(key))?.[1];
  return amount?.kind === 'known' && Number(amount.value) > 0 ? factOf(amount, Number(amount.value)) : undefined;
};
