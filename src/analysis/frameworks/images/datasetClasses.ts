// How many classes a torchvision data set has: programs ask it for them to size their last layer (`len(train_data.classes)`).
import { sequence, unknown, type Instance, type Value } from '../../evaluate/values';
import { shortName } from '../reading';

/** Names that torchvision itself lists under `classes` (0.20, torchvision/datasets). */
const classCounts: Readonly<Record<string, number>> = {
  MNIST: 10,
  FashionMNIST: 10,
  KMNIST: 10,
  QMNIST: 10,
  CIFAR10: 10,
  CIFAR100: 100,
  STL10: 10,
  ImageNet: 1000,
  Food101: 101,
  OxfordIIITPet: 37,
  FGVCAircraft: 100,
  EuroSAT: 10,
  Country211: 211,
  DTD: 47,
};
/** `dataset.classes` as a list of so many names; undefined for other attributes and data sets whose folders decide. */
export function classesOf(dataset: Instance, attribute: string): Value | undefined {
  if (attribute !== 'classes' || dataset.role || !dataset.callee.startsWith('torchvision.datasets.')) return undefined;
  const count = classCounts[shortName(dataset.callee)];
  return count === undefined
    ? undefined
    : sequence(
        Array.from({ length: count }, () => unknown('run-time', undefined, 'class name')),
        dataset.span,
      );
}
