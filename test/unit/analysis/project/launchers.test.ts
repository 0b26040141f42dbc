import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import type { Run } from '../../../../src/model/run';
import { memorySources } from '../memorySources';

const runsOf = (text: string, files: Readonly<Record<string, string>> = {}, path = 'run.sh'): readonly Run[] =>
  analyzeDocument({ path: `/repo/${path}`, text }, memorySources(files)).runs;

const script = `
import argparse
from transformers import Trainer, TrainingArguments, AutoModelForSequenceClassification
parser = argparse.ArgumentParser()
parser.add_argument('--lr', type=float, default=5e-5)
parser.add_argument('--bs', type=int, default=8)
parser.add_argument('--epochs', type=int, default=3)
args = parser.parse_args()
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased')
trainer = Trainer(model=model, args=TrainingArguments('out', learning_rate=args.lr, per_device_train_batch_size=args.bs, num_train_epochs=args.epochs))
trainer.train()
`;

test('a launcher joins its flags with the script that it starts', () => {
  const [run] = runsOf('#!/bin/bash\nLR=2e-5\npython train.py --lr $LR \\\n  --epochs 1\n', { 'train.py': script });
  assert.equal(run?.framework, 'transformers');
  assert.equal(run?.anchor.line, 3);
  assert.deepEqual([run?.facts.learningRate?.value, run?.facts.learningRate?.origin, run?.facts.learningRate?.span?.line], [2e-5, 'launcher', 2]);
  assert.deepEqual([run?.facts.epochs?.value, run?.facts.perDeviceBatchSize?.value, run?.facts.perDeviceBatchSize?.origin], [1, 8, 'argument-default']);
  assert.equal(run?.facts.model?.value, 'bert-base-uncased');
});

test('the scheduler and torchrun count the devices and name the GPU', () => {
  const [run] = runsOf(
    '#!/bin/bash\n#SBATCH --nodes=2\n#SBATCH --gres=gpu:a100:4\nsrun torchrun --nnodes $SLURM_NNODES --nproc_per_node 4 train.py --lr 1e-4\n',
    { 'train.py': script },
  );
  assert.equal(run?.facts.gpuCount?.value, 8);
  assert.equal(run?.facts.gpu?.value, 'a100');
});

test('a number of nodes that the script does not determine leaves the count open', () => {
  assert.equal(runsOf('torchrun --nnodes $N --nproc_per_node 4 train.py --lr 1e-4')[0]?.facts.gpuCount, undefined);
});

test('without the script only the flags count, and no default of a script that nobody read', () => {
  const [run] = runsOf(
    'accelerate launch --num_processes 4 --mixed_precision bf16 train_text_to_image.py --train_batch_size=1 --max_train_steps=15000 --learning_rate 1e-5 --resolution 512',
  );
  assert.deepEqual(Object.fromEntries(Object.entries(run?.facts ?? {}).map(([name, fact]) => [name, (fact as { value: unknown }).value])), {
    perDeviceBatchSize: 1,
    maxSteps: 15000,
    learningRate: 1e-5,
    imageSize: 512,
    gpuCount: 4,
    precision: 'bf16',
  });
});

test("fairseq's own meaning of its flags", () => {
  const [run] = runsOf(
    'CUDA_VISIBLE_DEVICES=0,1 fairseq-train data-bin/x --arch transformer --optimizer adam --lr 0.0005 --max-tokens 4096 --update-freq 4 --fp16 --max-epoch 30',
  );
  assert.deepEqual(
    [
      run?.framework,
      run?.facts.gradientAccumulation?.value,
      run?.facts.precision?.value,
      run?.facts.epochs?.value,
      run?.facts.perDeviceBatchSize,
      run?.facts.gpuCount?.value,
    ],
    ['fairseq', 4, 'fp16', 30, undefined, 2],
  );
});

test('a trainer reads the configuration that the command names, and the command line wins', () => {
  const [run] = runsOf('llamafactory-cli train examples/sft.yaml learning_rate=2e-5', {
    'examples/sft.yaml':
      'model_name_or_path: a/b\nstage: sft\ndo_train: true\nfinetuning_type: full\ntemplate: qwen\nlearning_rate: 1e-5\nnum_train_epochs: 2\nbf16: true\n',
  });
  assert.deepEqual(
    [run?.framework, run?.facts.learningRate?.value, run?.facts.learningRate?.origin, run?.facts.epochs?.value, run?.facts.epochs?.origin],
    ['llama-factory', 2e-5, 'launcher', 2, 'config'],
  );
});

test('a launcher of a launcher shows the inner run at its own line', () => {
  const [run] = runsOf('cd scripts\nbash inner.sh\n', { 'scripts/inner.sh': 'cd ..\npython train.py --epochs 7\n', 'train.py': script });
  assert.deepEqual([run?.anchor.path, run?.anchor.line, run?.facts.epochs?.value], ['/repo/run.sh', 2, 7]);
});

test('a module, a Makefile and a container recipe start the same script', () => {
  const files = { 'src/train.py': script };
  assert.equal(runsOf('uv run python -m src.train --bs 4', files)[0]?.facts.perDeviceBatchSize?.value, 4);
  assert.equal(runsOf('train:\n\tpython src/train.py --bs 4\n', files, 'Makefile')[0]?.anchor.line, 2);
  assert.equal(runsOf('FROM x\nCMD ["python", "src/train.py", "--bs", "4"]\n', files, 'Dockerfile')[0]?.facts.perDeviceBatchSize?.value, 4);
});

test('a job that names accelerators and a training command is a run at its head', () => {
  const [run] = runsOf(
    'resources:\n  accelerators: H100:8\nnum_nodes: 2\nrun: |\n  cd code\n  torchrun train.py --lr 3e-4 --epochs 2\n',
    { 'code/train.py': script },
    'sky.yaml',
  );
  assert.deepEqual([run?.anchor.line, run?.facts.gpu?.value, run?.facts.gpuCount?.value, run?.facts.learningRate?.span?.line], [1, 'H100', 16, 6]);
});

const trainNothing: readonly (readonly [string, string])[] = [
  ['an evaluation', 'python evaluate.py --batch_size 32 --learning_rate 0'],
  ['a training script told not to train', 'python run_glue.py --do_eval --per_device_train_batch_size 8 --model_name_or_path x'],
  ['a prediction with the training script', 'python qlora.py --do_train False --do_predict True --per_device_train_batch_size 4 --learning_rate 1e-4'],
  ['a download', 'wget https://example.org/train.zip && unzip train.zip'],
  ['an installation', 'pip install -r requirements-train.txt'],
  ['a commented-out command', '# python train.py --lr 1e-3\necho done'],
  ['data preparation', 'python prepare_data.py --split train --batch_size 100'],
  ['generation', 'fairseq-generate data-bin/x --path model.pt --batch-size 32'],
];
for (const [what, text] of trainNothing) test(`${what} is no run`, () => assert.deepEqual(runsOf(text), []));

test('an edit is offered only where the launcher holds the value word for word', () => {
  const [plain] = runsOf('python train.py --epochs 2\n', { 'train.py': script });
  const site = plain?.sites.find(({ changes }) => changes === 'epochs');
  assert.deepEqual([site?.span.line, site?.span.column, site?.span.endColumn], [1, 25, 26]);
  const [computed] = runsOf('N=$((1 + 1))\nbash -c "python train.py --epochs $N"\n', { 'train.py': script });
  assert.equal(computed?.facts.epochs?.value, 2);
  assert.equal(
    computed?.sites.find(({ changes, span }) => changes === 'epochs' && span.path === '/repo/run.sh'),
    undefined,
  );
});

test('a value of the command line that the launcher leaves open is no default of the script', () => {
  const [run] = runsOf('python train.py --lr $LR --epochs 2\n', { 'train.py': script });
  assert.deepEqual([run?.facts.learningRate, run?.facts.epochs?.value], [undefined, 2]);
});

test('a job on several machines counts the devices of all of them', () => {
  const job = `apiVersion: kubeflow.org/v1
kind: PyTorchJob
spec:
  pytorchReplicaSpecs:
    Worker:
      replicas: 3
      template:
        spec:
          containers:
            - image: x
              command: [torchrun, --nproc_per_node, "4", train.py]
              resources: { limits: { nvidia.com/gpu: 4 } }
`;
  assert.equal(runsOf(job, { 'train.py': script }, 'job.yaml')[0]?.facts.gpuCount?.value, 12);
});
