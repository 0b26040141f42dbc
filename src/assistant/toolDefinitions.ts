// The tools that language models call, in the editor and over MCP alike: names, descriptions and what they take.

export type ToolName = 'estimate_footprint' | 'list_alternatives' | 'compare';

/** The part of JSON Schema that the inputs need. */
export interface Schema {
  readonly type: 'object' | 'string' | 'number' | 'integer' | 'array';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
}

export interface ToolDefinition {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Schema & { readonly type: 'object' };
}

/** Which run a call is about. */
const subject: Readonly<Record<string, Schema>> = {
  path: { type: 'string', description: 'File to read: a training script, notebook, config or launcher, relative to the workspace. Give this or code.' },
  code: { type: 'string', description: 'Source text to read instead of a file, for instance a change that is not saved yet.' },
  fileName: { type: 'string', description: 'With code: the name the text would have, which tells its language. train.py when left out.' },
  run: { type: 'integer', minimum: 1, description: 'Which training run of the file, counted from 1. All of them when left out.' },
};

/** What the caller knows and the code does not say. */
const known: Readonly<Record<string, Schema>> = {
  gpu: { type: 'string', description: 'Accelerator, such as H100, A100-SXM4-80GB, RTX 4090 or TPU v4.' },
  gpuCount: { type: 'integer', minimum: 1, description: 'Accelerators together.' },
  region: { type: 'string', description: 'Where it runs: a country (FR), a cloud region (gcp:europe-west9) or a grid zone.' },
  datasetSamples: { type: 'integer', minimum: 1, description: 'Training samples in one pass over the data.' },
  epochs: { type: 'number', description: 'Passes over the data.' },
  perDeviceBatchSize: { type: 'integer', minimum: 1, description: 'Samples a step on each accelerator.' },
  precision: { type: 'string', enum: ['fp32', 'tf32', 'fp16', 'bf16', 'fp8'], description: 'Arithmetic of the training.' },
};

export const MOST_COMPARED = 8;

export const toolDefinitions: readonly ToolDefinition[] = [
  {
    name: 'estimate_footprint',
    title: 'Training footprint',
    description:
      'Estimates what a machine-learning training run will cost before it is started: CO2e, energy, GPU-hours, peak memory and cost, each with the range that holds nine of ten such runs, read from the code without running it. Says what it assumed, what is missing, and which change would save most. Use it whenever training code, its hardware, precision, batch size, epochs or region are written, changed or chosen.',
    inputSchema: { type: 'object', properties: { ...subject, ...known }, additionalProperties: false },
  },
  {
    name: 'list_alternatives',
    title: 'Greener alternatives',
    description:
      'Lists greener ways to do the same training run, the biggest saving first: what each saves in percent with its range, what it may cost in quality, the evidence, and the exact edits of the code (lines from 1, columns from 0). Nothing is changed by this call.',
    inputSchema: { type: 'object', properties: { ...subject, ...known }, additionalProperties: false },
  },
  {
    name: 'compare',
    title: 'Compare training runs',
    description:
      'Sets two or more training runs beside each other: figures with their ranges, and what differs. The same file may be given several times with other hardware, region or settings to choose between them.',
    inputSchema: {
      type: 'object',
      properties: {
        runs: {
          type: 'array',
          minItems: 2,
          maxItems: MOST_COMPARED,
          description: 'The runs; the first is what the others are compared with.',
          items: { type: 'object', properties: { ...subject, ...known }, additionalProperties: false },
        },
      },
      required: ['runs'],
      additionalProperties: false,
    },
  },
];
