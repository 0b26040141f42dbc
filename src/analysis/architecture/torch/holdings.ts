// Which values that a module keeps are certainly no modules: tensors, sizes, configurations, tokenizers, loss functions of other libraries.
import { classLineage } from './classLineage';
import type { Instance, Unknown } from '../../evaluate/values';

/** Functions and classes of PyTorch that give modules or whatever was stored. */
const mayGiveModules = /^torch\.(nn\.(?!functional\.|init\.|utils\.rnn\.)|hub\.|jit\.|load$|compile$|ao\.|quantization\.|fx\.|distributed\.)/;
/** Libraries, and parts of libraries, whose objects hold no weights of PyTorch. */
const withoutModules =
  /^(numpy|math|cmath|logging|random|os|sys|pathlib|collections|itertools|functools|operator|time|datetime|string|re|json|yaml|copy|enum|types|typing|abc|argparse|dataclasses|contextlib|warnings|wandb|tensorboardX|pandas|sklearn|scipy|PIL|cv2|matplotlib|tqdm|omegaconf|ml_collections|gym|gymnasium|datasets|tokenizers|sentencepiece|tiktoken|nltk|einops|torchmetrics|albumentations|loguru|networkx|evaluate)(\.|$)|^torchvision\.(transforms|datasets|utils)\.|^torchtext\.(data|vocab|datasets)\.|^(transformers|diffusers)\.([\w.]+\.)?\w*(Config|Tokenizer|TokenizerFast|Processor|FeatureExtractor|Scheduler|Collator\w*)(\.\w+)?$|^transformers\.(get_\w+|set_seed|logging)|^lightning\.([\w.]+\.)?(Trainer|loggers|callbacks)\b|(^|\.)(DropPath|StochasticDepth)$/;
/** Python's own functions and types. */
const builtins =
  /^(range|len|int|float|str|bool|list|tuple|set|dict|max|min|sum|abs|round|sorted|open|zip|enumerate|isinstance|hasattr|type|id|print|super|object|slice|reversed|any|all|pow|divmod|format|iter|input)$/;
/** Attributes that are sizes or settings, of whatever object. */
const sizeNames =
  /\.(\w*_features|\w*_size|\w*_dim|\w*_dims|\w*_channels|\w*_len|\w*_length|num_\w+|n_\w+|d_model|dim|shape|ndim|size|device|dtype|config|classes|vocab|name|training|hparams|vocab_size|output_dim|kernel_size|stride|padding|items|keys|values)$/;

/** Whether a library's object, or something taken from an object, certainly holds no module. */
export function holdsNoModule(value: Instance, depth = 0): boolean {
  if (depth > 8) return false;
  // what a module gives is a tensor
  if (!value.role && /^torch\.nn\.(?!utils\.)[\w.]+\.__call__$/.test(value.callee)) return true;
  if (value.role === 'operator') return value.call.positional.every((operand) => operand.kind !== 'instance' || holdsNoModule(operand, depth + 1));
  if (sizeNames.test(value.callee)) return true;
  if (value.role) return value.receiver?.kind === 'instance' ? holdsNoModule(value.receiver, depth + 1) : value.receiver?.kind !== 'unknown';
  if (/^torch\./.test(value.callee)) return !mayGiveModules.test(value.callee);
  if (withoutModules.test(value.callee) || builtins.test(value.callee)) return true;
  if (value.receiver?.kind === 'instance' && !value.classTarget) return holdsNoModule(value.receiver, depth + 1);
  return isPlainObject(value);
}

/** An object of a workspace class without library bases: a configuration, say; such an object registers no module. */
function isPlainObject(instance: Instance): boolean {
  const classes = classLineage(instance);
  return classes.length > 0 && classes.every((target) => target.libraryBases.length === 0);
}

/**
 * Whether an attribute that isn't known can't be a module: the class never calls it, never walks it and it was not given as an argument that nobody knows.
 * Settings that a command line decides are such attributes.
 */
export function isHarmlessUnknown(module: Instance, name: string, value: Unknown): boolean {
  if (value.reason === 'gave-up') return false;
  const classes = classLineage(module);
  if (classes.length === 0) return false;
  // `self.name(…)`, `self.name.method(…)`, `self.name[i](…)`, and `for layer in self.name`
  const used = new RegExp(String.raw`\bself\.${name}(\.\w+|\[[^\]\n]*\])*\s*\(|\bin\s+(\w+\()*self\.${name}\b`);
  return classes.every(({ unit, node }) => !used.test(unit.text.slice(node.from, node.to)));
}
