// Hugging Face transformers: Trainer and its arguments, model loading, tokenizers, datasets.
import { defineFramework, type CallHandler } from '../framework';
import { followMapped } from '../objects/mappedFunctions';
import { searchWith } from '../transformers/hyperparameterSearch';
import { trainerRun } from '../transformers/trainerRun';

const trainerParameters = ['model', 'args', 'data_collator', 'train_dataset', 'eval_dataset', 'processing_class', 'model_init'];

/** Functions that read the user's own files into samples. */
const ownDataReaders = [
  'pandas.read_csv',
  'pandas.read_json',
  'pandas.read_parquet',
  'pandas.read_excel',
  'pandas.read_pickle',
  'pandas.read_table',
  'csv.reader',
  'csv.DictReader',
  'json.loads',
  'jsonlines.open',
  'numpy.load',
  'torch.load',
  'pickle.load',
  'datasets.load_from_disk',
  'datasets.Dataset.*',
  'PIL.Image.open',
];
const ownData: CallHandler = (event, reading) => {
  if (!/\.(from_dict|from_list|from_generator)$/.test(event.instance.callee)) reading.note('own-data', event);
};

export const transformers = defineFramework({
  name: 'transformers',
  defaults: {
    'transformers.TrainingArguments': {
      version: 'transformers 4.50',
      positional: ['output_dir'],
      values: {
        per_device_train_batch_size: 8,
        per_device_eval_batch_size: 8,
        gradient_accumulation_steps: 1,
        learning_rate: 5e-5,
        num_train_epochs: 3,
        max_steps: -1,
        optim: 'adamw_torch',
        fp16: false,
        bf16: false,
        tf32: null,
        fp16_full_eval: false,
        gradient_checkpointing: false,
        weight_decay: 0,
        warmup_steps: 0,
        warmup_ratio: 0,
        seed: 42,
        adafactor: false,
        local_rank: -1,
        group_by_length: false,
        torch_compile: false,
        auto_find_batch_size: false,
        fsdp: '',
        deepspeed: null,
        label_smoothing_factor: 0,
        resume_from_checkpoint: null,
        do_train: true,
        overwrite_output_dir: false,
        lr_scheduler_type: 'linear',
        logging_steps: 500,
        save_steps: 500,
        dataloader_num_workers: 0,
        push_to_hub: false,
        device: 'cuda',
      },
      // Read at every minor release from 4.0 to 4.27, at 4.50 and at 5: what decides a run has never changed but for the spelling of AdamW.
      earlier: [{ before: '4.27', values: { optim: 'adamw_hf' } }],
    },
    'transformers.Seq2SeqTrainingArguments': {
      version: 'transformers 4.50',
      inherits: 'transformers.TrainingArguments',
      values: { sortish_sampler: false, predict_with_generate: false, generation_max_length: null, generation_num_beams: null },
    },
    'transformers.Trainer': { version: 'transformers 4.50', positional: trainerParameters, values: {} },
    'transformers.Seq2SeqTrainer': { version: 'transformers 4.50', inherits: 'transformers.Trainer', values: {} },
  },
  calls: {
    'datasets.load_dataset': (event, reading) => reading.note('dataset-loaded', event),
    ...Object.fromEntries(ownDataReaders.map((name) => [name, ownData])),
    'transformers.*.from_pretrained': (event, reading) => {
      if (/Tokenizer\w*\.from_pretrained$/.test(event.instance.callee)) reading.note('tokenizer-made', event);
      if (/(ImageProcessor|FeatureExtractor)\w*\.from_pretrained$/.test(event.instance.callee)) reading.note('image-processor-made', event);
    },
  },
  results: {
    // Tokenizing with a function: the function is run once on something unknown, so that its tokenizer call is seen.
    '*.map': followMapped,
    '*.with_transform': followMapped,
    '*.set_transform': (event, reading, machine) => followMapped(event, reading, machine, true),
    '*.with_format': (event) => event.instance.receiver,
    'transformers.AutoConfig.from_pretrained': () => undefined,
  },
  starts: {
    'transformers.Trainer.train': trainerRun('transformers'),
    'transformers.Seq2SeqTrainer.train': trainerRun('transformers'),
    'adapters.AdapterTrainer.train': trainerRun('transformers'),
    'transformers.Trainer.hyperparameter_search': searchWith(trainerRun('transformers')),
    'transformers.Seq2SeqTrainer.hyperparameter_search': searchWith(trainerRun('transformers')),
  },
});
