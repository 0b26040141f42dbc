// Training in the browser with ONNX Runtime: a session steps over batches, with the model and the optimizer in files that were prepared before.
import { Node } from 'ts-morph';
import type { Run } from '../../../model/run';
import { compactFacts } from '../../frameworks/configs/configFormat';
import { libraryDefault } from '../../frameworks/configs/settings';
import { makeRun } from '../../project/configRuns';
import type { ConstantReader } from './constants';
import { spanOfNode } from './nodeValues';
import { headOf, innermostLoop, outermostLoop, tripsFact } from './loops';

/** `onnxruntime-web/training` 1.17 to 1.20: `session.runTrainStep(feeds)` followed by `session.runOptimizerStep()`. */
const trainStep = /\.(runTrainStep|trainStep)$/;

export function onnxRuns(file: Node, constants: ConstantReader): readonly Run[] {
  if (!/onnxruntime/.test(file.getFullText())) return [];
  const starts = new Set<Node>();
  return file.getDescendants().flatMap((node) => {
    if (!Node.isCallExpression(node) || !trainStep.test(node.getExpression().getText())) return [];
    const loop = outermostLoop(node);
    const start = loop ?? node;
    if (starts.has(start)) return [];
    starts.add(start);
    const turns = loop && tripsFact(loop, constants);
    // A loop over epochs has the loop over batches within; a single one counts steps.
    const bound = turns && (innermostLoop(node) === loop ? { maxSteps: turns } : { epochs: turns });
    return [
      makeRun(
        'onnxruntime',
        loop ? headOf(loop) : spanOfNode(node),
        compactFacts({ ...bound, precision: libraryDefault('fp32' as const, 'onnxruntime-web training: float32 artifacts') }),
      ),
    ];
  });
}
