// Names that need no import, and library roots that a workspace never defines.

export const builtinNames: ReadonlySet<string> = new Set(
  (
    'abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int ' +
    'isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip ' +
    'Exception ValueError TypeError RuntimeError KeyError ImportError NotImplementedError FileNotFoundError KeyboardInterrupt StopIteration AssertionError AttributeError IndexError OSError SystemExit ' +
    'get_ipython display'
  ).split(' '),
);

/** Imports of these are never looked for in the workspace. */
export const libraryRoots: ReadonlySet<string> = new Set(
  (
    '__future__ abc argparse ast asyncio base64 bisect builtins calendar cmath collections concurrent configparser contextlib copy csv ctypes dataclasses datetime decimal difflib enum errno functools gc getpass glob gzip hashlib heapq html http ' +
    'importlib inspect io itertools json logging math mimetypes multiprocessing numbers operator os pathlib pickle pkgutil platform pprint queue random re sched secrets select shelve shlex shutil signal socket sqlite3 ssl stat string struct ' +
    'subprocess sys tarfile tempfile textwrap threading time timeit tokenize traceback types typing typing_extensions unicodedata unittest urllib uuid warnings weakref xml zipfile zlib ' +
    'torch torchvision torchaudio torchtext tensorflow keras numpy scipy pandas sklearn matplotlib seaborn PIL cv2 transformers datasets tokenizers accelerate peft trl diffusers timm tqdm wandb mlflow tensorboard tensorboardX yaml omegaconf hydra ' +
    'click typer fire absl jax jaxlib flax optax equinox haiku lightning pytorch_lightning torchmetrics fastai sentence_transformers setfit evaluate nltk spacy bitsandbytes deepspeed apex huggingface_hub safetensors einops albumentations skimage requests ' +
    'ml_collections tensorflow_datasets tensorflow_hub ultralytics xgboost lightgbm catboost gym gymnasium optuna ray plotly IPython google psutil rich loguru dotenv pydantic attr attrs easydict yacs ' +
    'composer ignite detectron2 unsloth simpletransformers flair stable_baselines3 sb3_contrib mmengine mmcv paddle paddlenlp mindspore allennlp trlx tf_agents'
  ).split(' '),
);

const aliases: readonly (readonly [RegExp, string])[] = [
  [/^tensorflow\.(?:python\.|compat\.v[12]\.)?keras(?=\.|$)/, 'keras'],
  [/^(?:tf_keras|keras\.(?:src|api|_tf_keras\.keras))(?=\.|$)/, 'keras'],
  [/^tensorflow\.compat\.v[12](?=\.|$)/, 'tensorflow'],
  [/^(?:pytorch_lightning|lightning\.pytorch)(?=\.|$)/, 'lightning'],
  [/^(?:lightning_fabric)(?=\.|$)/, 'lightning.fabric'],
  [/^(?:pytorch_transformers|pytorch_pretrained_bert)(?=\.|$)/, 'transformers'],
];
const canonicalNames = new Map<string, string>();

/** One name for libraries that go by several. */
export function canonicalName(name: string): string {
  const cached = canonicalNames.get(name);
  if (cached !== undefined) return cached;
  const alias = aliases.find(([pattern]) => pattern.test(name));
  const result = alias ? name.replace(alias[0], alias[1]) : name;
  if (canonicalNames.size < 5000) canonicalNames.set(name, result);
  return result;
}
