// Whether a command trains, judged by the script's name and its switches, for scripts that are not at hand or could not be followed.
import type { Settings } from '../../../frameworks/configs/settings';
import type { Launch } from './launch';

const trainingName =
  /(^|[_./-])(re)?(train|trainer|training|finetune|fine_?tune|fine-tune|finetuning|pretrain|pre_train|pretraining|sft|dpo|ppo|grpo|kto|orpo|rlhf|qlora|run_clm|run_mlm|run_glue|run_squad|run_ner|run_summarization|run_translation|run_pretraining|distill)(?=$|[_./\d-])/i;
const otherWork =
  /(^|[_./-])(eval|evaluate|evaluation|test|tests|infer|inference|generate|generation|predict|prediction|demo|export|download|preprocess|prepare|convert|tokenize|tokenizer|spm|bpe|sentencepiece|vocab|plot|bench|benchmark|serve|server|api|merge|visualize|analy[sz]e|sample|submit|upload|setup|install|launch_server|split|build|make|create|clean|extract|score)(?=$|[_./\d-])/i;

function scriptStem(launch: Launch): string {
  const name = launch.target.split('/').pop()!.replace(/\.py$/, '');
  return launch.kind === 'module' ? name.split('.').pop()! : name;
}

/** The name says that the script evaluates, converts, prepares ..., whatever its flags. */
export const doesOtherWork = (launch: Launch): boolean => otherWork.test(scriptStem(launch)) && !trainingName.test(scriptStem(launch));

/** The name alone says that the script trains. `isHere`: the script was read and no run was found in it, so its own name has to say it, not its package's. */
export function namesTraining(launch: Launch, isHere: boolean): boolean {
  const stem = scriptStem(launch);
  if (otherWork.test(stem)) return false;
  return trainingName.test(stem) || (!isHere && launch.kind === 'module' && trainingName.test(launch.target));
}

const modes = /^(test|eval|evaluate|evaluation|infer|inference|predict|generate|sample|export|demo|val|validate)$/i;

const otherSwitches = ['eval_only', 'test_only', 'evaluate_only', 'only_eval', 'only_test', 'inference_only', 'preprocess_only', 'dry_run'];

/** A switch is on unless it is told not to be: a word that follows it (`--eval-only MODEL.WEIGHTS best.pth`) is the program's own. */
const isSwitchedOn = (settings: Settings, name: string): boolean => settings.has(name) && settings.flag(name)?.value !== false;

/** Switches that turn a training script to other work. */
export function isRefused(launch: Launch, settings: Settings): boolean {
  if (settings.flag('do_train')?.value === false) return true;
  if (otherSwitches.some((name) => isSwitchedOn(settings, name)) || settings.isOn('evaluate', 'inference', 'help')) return true;
  if (modes.test(settings.text('mode', 'phase', 'stage_name', 'task_mode')?.value ?? '')) return true;
  if (!settings.has('do_train') && (settings.isOn('do_predict') || settings.isOn('do_eval')) && launch.kind !== 'program') return true;
  // `python -m project.cli test --config ...`: a subcommand of the program's own
  if (launch.kind !== 'program' && modes.test(launch.rest[0]?.text ?? '')) return true;
  return [...settings.root.entries.keys()].some((key) => /create_seed_checkpoint$/.test(key));
}
