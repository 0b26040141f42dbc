// Accelerators by every spelling that code, schedulers and clouds use.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../../src/knowledge/knowledge';

const knowledge = createKnowledge();
const named = (name: string): string | undefined => knowledge.accelerator(name)?.name;

/** The names under which measured runs are reported. */
// prettier-ignore
const reported = [
  'Tesla K80', 'Tesla M40', 'Tesla P40', 'Tesla P100-PCIe', 'Tesla P100-SXM2', 'V100-SXM2-16GB', 'V100-SXM2-32GB', 'V100-PCIe',
  'V100S-PCIe', 'T4', 'TITAN RTX', 'Quadro RTX 8000', 'RTX 2060', 'RTX 2070', 'RTX 2080', 'RTX 2080 Ti',
  'A100-SXM-40GB', 'A100-SXM-80GB', 'A100-PCIe-40GB', 'A100-PCIe-80GB', 'A30', 'A10', 'A10G (AWS g5)', 'A40',
  'RTX A4000', 'RTX A6000', 'RTX 3060', 'RTX 3070', 'RTX 3080', 'RTX 3090', 'RTX 3090 Ti', 'L4',
  'L40', 'L40S', 'RTX 6000 Ada', 'RTX 4060 Ti', 'RTX 4070', 'RTX 4080', 'RTX 4090', 'RTX 5070 Ti',
  'RTX 5080', 'RTX 5090', 'H100-SXM-80GB', 'H100-PCIe-80GB', 'H100-NVL-94GB', 'H800-SXM-80GB', 'H200-SXM-141GB', 'GH200 (H100 96/144GB)',
  'B200-SXM', 'GB200 (per GPU)', 'B300-SXM', 'MI100', 'MI210', 'MI250X', 'MI300X', 'MI325X',
  'RX 7900 XTX', 'Gaudi2', 'Gaudi3', 'TPU v2 (chip)', 'TPU v3 (chip)', 'TPU v4 (chip)', 'TPU v5e (chip)', 'TPU v5p (chip)',
  'TPU v6e (chip)', 'Trainium1 (chip)', 'Trainium2 (chip)', 'Apple M1', 'Apple M1 Max', 'Apple M1 Ultra', 'Apple M2', 'Apple M2 Max',
  'Apple M2 Ultra', 'Apple M3', 'Apple M3 Max', 'Apple M4', 'Apple M4 Max', 'CPU server (EPYC 7763 64c)', 'CPU server (Xeon Platinum 8480)', 'CPU laptop (8c, 28-45 W)',
  'GTX 1080 Ti', 'TITAN Xp', 'TITAN V', 'Quadro RTX 6000', 'RTX A5000', 'GB300 (per GPU)', 'TPU v7x (chip)',
];

test('every name under which runs are reported is known', () => {
  assert.deepEqual(
    reported.filter((name) => !knowledge.accelerator(name)),
    [],
  );
});

test('spellings of one device are one device', () => {
  const spellings: Readonly<Record<string, readonly string[]>> = {
    'A100-SXM-80GB': ['A100-SXM4-80GB', 'NVIDIA A100-SXM4-80GB', 'a100-80gb', 'A100_80GB', 'A100 (80 GB)', 'NVIDIA-A100-SXM4-80GB'],
    'A100-SXM-40GB': ['A100', 'a100', 'gpu:a100:4', '8x A100', 'A100:8', 'A100 x 2', 'A100-40GB'],
    'H100-SXM-80GB': ['H100', 'NVIDIA H100 80GB HBM3', 'h100:8', 'gpu:h100:2'],
    'V100-SXM2-16GB': ['Tesla V100-SXM2-16GB', 'V100'],
    T4: ['Tesla T4', 'nvidia-tesla-t4', 'NVIDIA T4'],
    'RTX 3090': ['NVIDIA GeForce RTX 3090', 'GeForce RTX 3090', 'rtx3090', 'gpu:rtx3090:1'],
    'TPU v4 (chip)': ['TPU v4', 'tpu-v4', 'v4-32'],
    'TPU v5e (chip)': ['TPU v5e', 'v5litepod-8'],
    'Apple M1 Max': ['M1 Max', 'apple m1 max'],
  };
  for (const [name, list] of Object.entries(spellings)) for (const spelling of list) assert.equal(named(spelling), name, spelling);
});

test('words that name no device find none', () => {
  for (const name of ['', 'gpu', 'gpu:2', '4', 'cuda', 'cuda:0', 'auto', 'x', 'a'.repeat(10_000), 'gpu:', '8x'])
    assert.equal(named(name), undefined, `"${name}"`);
});

test('a board that frameworks show as two devices is given as one of them', () => {
  const half = knowledge.accelerator('MI250X');
  assert.equal(half?.memoryGiB, 64);
  assert.equal(half?.boardPowerWatts, 280);
  assert.equal(half?.peakTflops.bf16, 191.5);
  assert.equal(knowledge.accelerator('K80')?.memoryGiB, 12);
  assert.ok(half?.provenance.some((each) => each.kind === 'assumption' && /2 devices/.test(each.why)));
});

test('the A100 has the dense rates of its datasheet', () => {
  const a100 = knowledge.accelerator('A100-SXM4-80GB');
  assert.deepEqual(
    [a100?.peakTflops.fp32, a100?.peakTflops.tf32, a100?.peakTflops.bf16, a100?.boardPowerWatts, a100?.memoryBandwidthGBs],
    [19.5, 156, 312, 400, 2039],
  );
});

test('GeForce cards have the tensor rate that training reaches, with fp32 accumulation', () => {
  assert.equal(knowledge.accelerator('RTX 3090')?.peakTflops.fp16, 71);
});

test('what no source states is an assumption that the user sees', () => {
  const tpu = knowledge.accelerator('TPU v5e');
  assert.ok(tpu?.provenance.some((each) => each.kind === 'assumption' && /power/.test(each.why)));
});

test('every accelerator has plausible, finite figures and a source', () => {
  for (const each of knowledge.accelerators()) {
    assert.ok(each.memoryGiB > 0 && each.boardPowerWatts > 0 && each.memoryBandwidthGBs > 0 && each.peakTflops.fp32 > 0, each.name);
    assert.ok((each.idlePowerWatts ?? 0) < each.boardPowerWatts, each.name);
    assert.ok(
      each.provenance.some((source) => source.kind === 'table'),
      each.name,
    );
    assert.ok(each.deviceClass, each.name);
  }
  assert.ok(knowledge.accelerators().length >= 250);
});

test('the default is a data-centre GPU with 80 GB', () => {
  assert.equal(knowledge.defaultAccelerator().name, 'A100-SXM-80GB');
});

test('cloud machines are found by type, and prices carry their date', () => {
  const p4d = knowledge.instance('p4d.24xlarge');
  assert.deepEqual([p4d?.accelerator, p4d?.acceleratorCount], ['A100-SXM-40GB', 8]);
  assert.equal(knowledge.instance('standard_nd96asr_v4')?.provider, 'azure');
  assert.equal(knowledge.instance('p2.xlarge')?.acceleratorCount, 1, 'half a K80 board is one device');
  assert.equal(knowledge.instance('no.such'), undefined);
  const price = knowledge.cheapestInstanceFor('H100');
  assert.ok(price && price.usdPerAcceleratorHour > 1 && price.usdPerAcceleratorHour < 13 && /^20\d\d/.test(price.priceDate));
  assert.equal(knowledge.cheapestInstanceFor('GTX 960'), undefined);
});

test('TF32 is a rate of Ampere and later, and half of the 16-bit one', () => {
  for (const { name, vendor, year, peakTflops, provenance } of knowledge.accelerators()) {
    const { tf32, fp16 } = peakTflops;
    if (vendor !== 'NVIDIA' || tf32 === undefined || fp16 === undefined) continue;
    assert.ok(year >= 2020, name);
    assert.ok(Math.abs(fp16 / tf32 - 2) < 0.1, `${name}: ${tf32} and ${fp16}`);
    assert.ok(provenance.length > 0);
  }
  assert.deepEqual([knowledge.accelerator('TITAN V')?.peakTflops.tf32, knowledge.accelerator('TITAN V')?.peakTflops.fp16], [undefined, 119]);
  assert.equal(knowledge.accelerator('MI25')?.peakTflops.tf32, undefined);
});

test('peaks are dense: 8-bit rates are at most twice the 16-bit ones on cards up to Blackwell', () => {
  for (const { name, vendor, architecture, peakTflops } of knowledge.accelerators()) {
    if (vendor !== 'NVIDIA' || architecture === 'Rubin' || !peakTflops.fp16 || !peakTflops.fp8) continue;
    assert.ok(peakTflops.fp8 / peakTflops.fp16 < 2.1, `${name}: ${peakTflops.fp8} and ${peakTflops.fp16}`);
  }
});

test('names of hosted notebooks and of processors are devices', () => {
  assert.equal(named('Colab T4'), 'T4');
  assert.equal(named('A100 40GB (Colab Pro)'), 'A100-SXM-40GB');
  assert.equal(named('TPU VM v3-8'), 'TPU v3 (chip)');
  assert.equal(named('AMD EPYC 7763 64-Core Processor'), 'CPU server (EPYC 7763 64c)');
});

test('an idle draw that nobody read says that it is estimated', () => {
  const assumesIdle = (name: string): boolean =>
    knowledge.accelerator(name)?.provenance.some((each) => each.kind === 'assumption' && each.why.startsWith('idle_w')) ?? false;
  for (const name of ['T4', 'L4', 'A100-SXM-40GB', 'H100-SXM-80GB', 'RTX 4090', 'RTX A6000']) assert.equal(assumesIdle(name), false, name);
  assert.equal(assumesIdle('RTX A4000'), true);
});
