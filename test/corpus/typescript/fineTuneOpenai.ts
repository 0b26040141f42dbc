import OpenAI from 'openai';
import { createReadStream } from 'node:fs';

const openai = new OpenAI();
const EPOCHS = 3;

export async function start(path: string): Promise<string> {
  const file = await openai.files.create({ file: createReadStream(path), purpose: 'fine-tune' });
  const job = await openai.fineTuning.jobs.create({
    model: 'gpt-4o-mini-2024-07-18',
    training_file: file.id,
    method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: EPOCHS, batch_size: 8 } } },
  });
  return job.id;
}
