import Together from 'together-ai';

const client = new Together({ apiKey: process.env.TOGETHER_API_KEY });

export const start = (fileId: string) =>
  client.fineTuning.create({
    model: 'meta-llama/Meta-Llama-3.1-8B-Instruct-Reference',
    training_file: fileId,
    n_epochs: 2,
    batch_size: 16,
    learning_rate: 1e-5,
    lora: true,
  });
