// Coqui TTS: `Trainer(TrainerArgs(), config, output_path, model=model, ...).fit()`, all settings in the model's configuration.
// https://github.com/coqui-ai/Trainer/blob/main/trainer/trainer.py
import { knownBoolean, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, libraryDefault } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { draftAt } from '../transformers/trainerRun';

const version = 'coqui-trainer 0.1 TrainerConfig';

const fit: StartHandler = (event, reading, machine) => {
  const trainer = event.instance.receiver;
  const config = trainer?.kind === 'instance' ? reading.argument(trainer, 'config', 1) : undefined;
  if (config?.kind !== 'instance' || !/Config$/.test(config.callee)) return undefined;
  const draft = draftAt('coqui-tts', event, machine, trainer);
  const setting = (name: string): Value | undefined => reading.property(config, name);
  draft.number('perDeviceBatchSize', setting('batch_size'));
  if (setting('epochs')) draft.number('epochs', setting('epochs'));
  else if (config.call.complete) draft.set('epochs', libraryDefault(1000, `${version}.epochs`));
  draft.number('learningRate', setting('lr') ?? setting('lr_gen'));
  draft.take('optimizer', setting('optimizer'), (raw) => (typeof raw === 'string' ? optimizerName(raw) : undefined));
  const mixed = setting('mixed_precision');
  if (knownBoolean(mixed)) draft.set('precision', derived('fp16', mixed!.span));
  else if (!mixed && config.call.complete) draft.set('precision', libraryDefault('fp32', `${version}.mixed_precision`));
  return draft;
};

export const coqui = defineFramework({ name: 'coqui-tts', starts: { 'trainer.Trainer.fit': fit } });
