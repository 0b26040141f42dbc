// A cheap look at a document's text: could it train at all? Decides before anything is parsed.
import type { SourceDocument } from '../model/host';
import { languageOf } from './languages/language';

/** Characters of a document that is looked at; a longer one is data or generated. */
const maximumLength = 5_000_000;

/** Anything that makes weights change, in the words of the libraries; `model.train()` alone only switches dropout on. */
const pythonTrains =
  /\.backward\(|\.fit(_generator|_one_cycle|_transform)?\(|\.train\((?!\s*(mode\s*=\s*)?(True|False)?\s*\))|(?<!(model|net|network|module|encoder|decoder|backbone|generator|discriminator|critic|actor)\d?)\.train\(\s*\)|\.fine_tune\(|\.train_model\(|apply_gradients|apply_updates|GradientTape|train_on_batch|value_and_grad|jax\.grad|optimizer|optimiser|\bTrainer\b|trainer|fine_tuning|fine_tunes|\bFineTun\w+\.a?create|LightningCLI|train_step|train_loop|run_training|minimize\(|\.learn\(|tune\.(run|Tuner)\(|SetFit|autotrain|fastai|ludwig|spacy\.cli|\bpretrain\(|\bin \w*range\([^\n]{0,80}(epoch|iter|step)/i;
const pythonLibrary =
  /\b(torch|tensorflow|keras|jax|flax|transformers|trl|peft|lightning|pytorch_lightning|accelerate|deepspeed|diffusers|sentence_transformers|setfit|fastai|fastbook|fastcore|ultralytics|timm|spacy|mxnet|paddle|paddlenlp|composer|detectron2|mmengine|mmcv|mmdet|unsloth|TTS|openai|together|mistralai|ludwig|haiku|hk|optax|equinox|tinygrad|mlx|simpletransformers|flair|stable_baselines3|sb3_contrib|tf_agents|mindspore|trlx|detrex|catalyst|ignite|colossalai|megatron|nemo|allennlp|tf_keras|tflearn|tensorlayer|adapters|axolotl|litgpt|torchtune|autogluon|sagemaker|azure|azureml|aiplatform|ray|gliner|optimum|span_marker)\b/;
/** A command-line program that hands the training to the project's own modules. */
const pythonEntry =
  /\b(\w+_)?(train|finetune|fine_tune)\w*\s*\(|(agent|learner|trainer|model|policy|algo\w*|net\w*|runner|engine|pipeline|experiment|solver)\w*\.(fit|update|learn)\(/i;
/** A function of that name called as a statement, wherever it is defined. */
const pythonCalled = /^[ \t]*(\w+(, ?\w+)*\s*=\s*)?(train|fit|finetune|fine_tune)(_\w+)?\(/m;
/** A module of the project's own named after training, and a call that says so: `from train import Train` … `model.train_mem_gru(...)`. */
const pythonHandsOver = /^(from|import)[ \t]+[\w.]*train\w*[\s\S]*\btrain\w*\(/m;
const pythonProgram = /\b(argparse|click|absl|fire|hydra|typer|tyro|ml_collections)\b|__main__/;
/** Keras's own way to start, of a model that another file builds. */
const pythonFit = /\.fit_generator\(|\.fit\([^)]*\bepochs\s*=/;
/** Weights moved by hand. */
const pythonDescent = /-=\s*(self\.)?(lr|learning_rate|alpha|eta)\s*\*/;
/** Settings that a trainer executes as Python. */
const pythonSettings = /^(batch_size|learning_rate|lr|max_iters|max_steps|num_epochs|epochs|block_size|gradient_accumulation_steps|n_layer|warmup_iters)\s*=/gm;
const enoughSettings = 3;
/** A notebook kept as Python whose shell lines start a training. */
const pythonShellLine =
  /^(# (MAGIC )?)?(%sh\b|[ \t]*!)[^\n]*\b(train|finetune|fine_tune|torchrun|accelerate|yolo)|^# MAGIC (python|torchrun|accelerate|deepspeed)\b/m;
/** Jobs of Azure ML and Vertex AI, whose calls have no words of training. */
const pythonJob = /\b(azure\.ai\.ml|azureml|aiplatform)\b[\s\S]*\b(command|ScriptRunConfig|Custom\w*Job)\b/;
/** A configuration that a flag names. */
const pythonConfig = /^def get_config\(/m;
/** OpenMMLab's dictionaries, or the files that they start from; detectron2's lazy settings. */
const pythonDictionaries =
  /^(train\.(max_iter|init_checkpoint)\s*\W?=|_base_\s*=|with read_base\(\)|(optim_wrapper|train_dataloader|train_cfg|optimizer|data|runner)\s*=\s*dict\()/m;
const configTrains =
  /\b((?:max|total|n|train)_epochs?|(?:init|initial|base|peak|max)_lr|(?:initial|base|peak)_learning_rate|batch_size_train|train_max_steps|num_iter|epochs?|max_steps|num_train_epochs|train_iters|max_train_steps|max_duration|steps|total_epochs|num_epochs|train_steps|num_train_steps|num_steps|total_iters|max_iters|defaults|micro_batch_size|batch_size|batch|train_batch_size|learning_rate|lr|optimizer|training|trainer|training_file|accelerators|distributed_type|zero_optimization|imgsz|base_model|nlp|input_features|gpus?)\b["']?\s*[:=\]]|nvidia\.com\/gpu|\[training\]|\[nlp\]|micro-batch-size|["']?train_micro_batch_size_per_gpu|n_epochs|\bSOLVER\b|^_BASE_\s*:|^defaults:\s*\S+\.ya?ml|\b(OPTIMIZATION|NUM_EPOCHS|baseModel|baseModelIdentifier|supervisedTuningSpec|per_device_batch_size|optim_conf|number_of_epochs)\b|\b(MAX_ITER|BASE_LR|EPOCHS|END_EPOCH|BATCH_SIZE|BATCH_SIZE_PER_GPU)\b/m;
/** Job descriptions: a command that trains, or a platform's own words for one. */
const jobTrains =
  /\b(python[\d.]*|torchrun|accelerate|deepspeed|axolotl|llamafactory-cli|bash|sh)\b[^\n]{0,300}(train|finetune|fine-tune|sft|main)|["']?(program|module|entrypoint|args|command|cmd)["']?\s*:[^\n]*train|workerPoolSpecs|HyperParameters/i;
/** Characters of a configuration among which its trainer's words stand; the rest of a longer one is data. */
const telltaleLength = 64_000;
const launcherTrains =
  /\b(train|finetune|fine-tune|fine_tune|pretrain|sft|dpo|ppo|grpo|torchrun|accelerate|deepspeed|trainer|run_\w+\.py|qlora|yolo|python3?(?:\s+-\S+)*\s+\S+\.py|distributed\.(?:launch|run)|learning_rate|llamafactory|main_\w+)|train|fine_?tune|--lr\b|\.(sh|slurm|sbatch)\b/i;
const scriptLibrary =
  /@tensorflow\/tfjs|['"]@?tfjs\b|brain\.js|onnxruntime|['"](openai|together-ai|cohere-ai|@mistralai\/mistralai)['"]|ml5|\bsynaptic\b|@huggingface\/autotrain|tf\.(sequential|layers|model)\b/;
/** Calls that tell by themselves: a job at OpenAI, a fit with training's own options. */
const scriptStarts = /createFine_?[tT]une|fine_?[tT]un(ing|es?)\.(jobs\.)?create|\.fit(Dataset)?\s*\([\s\S]{0,400}?\b(epochs|batchSize)\b/;
const scriptTrains = /\.fit(Dataset)?\s*\(|\.train(Async)?\s*\(|\.minimize\s*\(|runTrainStep\s*\(|applyGradients|fineTun|createFineTune|fine_tun/;

/** Whether it is worth reading; true for a file that trains, false for nearly every other. Well under a millisecond. */
export function mayTrain(document: SourceDocument): boolean {
  const language = languageOf(document);
  const { text } = document;
  if (!language || text.length > maximumLength || text.includes('\u0000')) return false;
  switch (language) {
    case 'python':
      return (
        (pythonLibrary.test(text) && pythonTrains.test(text)) ||
        (pythonLibrary.test(text) && pythonCalled.test(text)) ||
        pythonFit.test(text) ||
        pythonHandsOver.test(text) ||
        pythonDescent.test(text) ||
        (pythonProgram.test(text) && pythonEntry.test(text) && text.includes('train')) ||
        (text.match(pythonSettings)?.length ?? 0) >= enoughSettings ||
        pythonShellLine.test(text) ||
        pythonJob.test(text) ||
        pythonConfig.test(text) ||
        pythonDictionaries.test(text)
      );
    case 'notebook':
      return (pythonLibrary.test(text) && pythonTrains.test(text)) || /["'\n]\s*[!%][^"]*\b(train|finetune|fine_tune|torchrun|accelerate|yolo)/i.test(text);
    case 'typescript':
    case 'javascript':
      return scriptStarts.test(text) || (scriptLibrary.test(text) && scriptTrains.test(text));
    case 'shell':
    case 'makefile':
      return launcherTrains.test(text);
    default: {
      const head = text.length > telltaleLength ? text.slice(0, telltaleLength) : text;
      return configTrains.test(head) || jobTrains.test(head);
    }
  }
}
