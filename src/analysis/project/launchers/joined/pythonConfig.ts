// OpenMMLab's configurations written in Python, named by a command: `python tools/train.py configs/model.py`, `tools/dist_train.sh configs/model.py 8`.
import type { Fact } from '../../../../model/run';
import type { Settings } from '../../../frameworks/configs/settings';
import type { ShellCommand } from '../../../languages/shell/runShell';
import { isOpenMmlab } from '../../../frameworks/configs/openMmlab/projects';
import { stepBudget } from '../../../evaluate/machine';
import { analyzePython } from '../../pythonProgram';
import type { Launch } from '../commands/launch';
import { namedFile, type Place } from '../launcherProgram';
import { fromConfig, type Found } from './joinedFacts';

/** OpenMMLab's own scripts, and scripts of that form in projects built on it. */
const trainer = /(^|\/)(train|dist_train|slurm_train)\.(py|sh)$/;
/** Flags that change settings of the configuration. */
const overrides = ['cfg_options', 'options', 'cfg-options'];

/** The training that the configuration describes; undefined where none is named, or another program reads it. */
export function openMmlabRun(launch: Launch, settings: Settings, command: ShellCommand, place: Place): Found | undefined {
  if (!trainer.test(launch.target) || overrides.some((name) => settings.has(name))) return undefined;
  const named = launch.rest.find((word) => word.known && /\.py$/.test(word.text) && !word.text.startsWith('-'));
  const file = named && namedFile(named.text, command, place);
  if (!file || file.isWritten || !place.budget.take()) return undefined;
  const { runs, steps } = analyzePython({ path: file.path, segments: [{ text: file.text }] }, place.sources, {
    steps: Math.min(place.budget.steps, stepBudget),
  });
  place.budget.steps -= steps;
  const only = runs.length === 1 ? runs[0] : undefined;
  if (!only || !isOpenMmlab(only.framework)) return undefined;
  const gpuCount = devicesOfScript(launch, place);
  return { framework: only.framework, facts: { ...fromConfig(only.facts, place.program.path), ...(gpuCount && { gpuCount }) }, elsewhere: [only.anchor] };
}

/** `dist_train.sh CONFIG GPUS` */
function devicesOfScript({ target, rest }: Launch, place: Place): Fact<number> | undefined {
  const count = /(^|\/)dist_train\.sh$/.test(target) ? rest[1] : undefined;
  return count?.known && /^[1-9]\d{0,3}$/.test(count.text)
    ? { value: Number(count.text), origin: 'launcher', span: place.spanOf(count), text: count.text }
    : undefined;
}
