// PyTorch 1.7 to 1.11 ran float32 products in TF32: the fact stays fp32, and the hours are those of TF32 on cards that have it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzePython } from '../../../src/analysis/project/pythonProgram';
import type { Sources } from '../../../src/analysis/project/sources';
import { estimateWorkload } from '../../../src/estimate/estimate';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { Run } from '../../../src/model/run';
import { resolveRun } from '../../../src/resolve/resolveRun';

const script = (more = ''): string => `import torch
${more}
from torch.utils.data import DataLoader
from transformers import BertForSequenceClassification

model = BertForSequenceClassification.from_pretrained("bert-large-uncased").cuda()
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
for epoch in range(3):
    for batch in DataLoader(reviews, batch_size=32):
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`;

function readWith(requirements: string, text = script()): Run {
  const files: Readonly<Record<string, string>> = { '/w/requirements.txt': requirements };
  const sources: Sources = {
    root: '/w',
    read: (path) => files[path],
    list: (folder) => (folder === '/w' ? ['/w/requirements.txt', '/w/train.py'] : []),
  };
  const [run] = analyzePython({ path: '/w/train.py', segments: [{ text }] }, sources).runs;
  assert.ok(run);
  return run;
}

const knowledge = createKnowledge();
function gpuHours(run: Run, gpu: string): number {
  const { workload } = resolveRun(run, knowledge, { datasetSamples: 10_000, gpu });
  assert.ok(workload);
  const hours = estimateWorkload(workload).gpuHours;
  assert.ok(hours);
  return hours.mid;
}

test('a release from 1.7 to 1.11 is faster on cards with TF32, and on no others', () => {
  const earlier = readWith('torch==1.10.2');
  const later = readWith('torch==1.13.1');
  assert.equal(earlier.facts.precision?.value, later.facts.precision?.value);
  assert.ok(gpuHours(earlier, 'A100-SXM-40GB') < 0.8 * gpuHours(later, 'A100-SXM-40GB'));
  assert.equal(gpuHours(earlier, 'V100-SXM2-16GB'), gpuHours(later, 'V100-SXM2-16GB'));
});

test('releases before the switch and open ranges change nothing', () => {
  for (const requirements of ['torch==1.6.0', 'torch>=1.8', 'torch==2.1', ''])
    assert.equal(readWith(requirements).productsInTf32, undefined, requirements || 'no pin');
});

test('a program that turns TF32 off has it off', () => {
  assert.equal(readWith('torch==1.10.2', script('torch.backends.cuda.matmul.allow_tf32 = False')).productsInTf32, undefined);
});

test('the precision says why its products are faster', () => {
  const { workload } = resolveRun(readWith('torch==1.10.2'), knowledge, { datasetSamples: 10_000 });
  const reasons = workload?.precision.provenance.map((each) => (each.kind === 'assumption' ? each.why : '')).join(' ') ?? '';
  assert.match(reasons, /release of PyTorch runs float32 products in TF32/);
});
