// PUE, water, manufacture and lifetimes of sites and devices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../../src/knowledge/knowledge';

const knowledge = createKnowledge();

test("a region with its own figure is narrower than its provider's fleet", () => {
  const region = knowledge.pue('aws:us-east-1')?.value;
  const fleet = knowledge.pue('aws')?.value;
  assert.ok(region && fleet);
  assert.equal(region.mid, 1.15);
  assert.ok(region.high - region.low < fleet.high - fleet.low);
});

test('a class stands in where no figure is published, and says so', () => {
  const unknown = knowledge.pue('colocation');
  assert.deepEqual(unknown?.value, { low: 1.2, mid: 1.4, high: 1.6 });
  assert.equal(unknown?.provenance[0]?.kind, 'assumption');
  assert.equal(knowledge.pue('workstation')?.value.mid, 1);
  assert.ok(knowledge.pue('hyperscaler'));
  assert.equal(knowledge.pue('no-such-provider'), undefined);
});

test('no PUE is below one', () => {
  for (const grid of knowledge.grids()) {
    const pue = grid.provider === undefined ? undefined : knowledge.pue(grid.code)?.value;
    if (pue) assert.ok(pue.low >= 1 && pue.low <= pue.mid && pue.mid <= pue.high, grid.code);
  }
});

test('on-site water is known for the large providers and has its interval', () => {
  for (const name of ['aws', 'azure', 'aws:us-east-1', 'hyperscaler']) {
    const water = knowledge.wue(name)?.value;
    assert.ok(water && water.low >= 0 && water.low <= water.mid && water.mid <= water.high && water.high < 10, name);
  }
  assert.equal(knowledge.wue('no-such-provider'), undefined);
});

test('making a server GPU costs more than a laptop, and half a board is half of it', () => {
  const kg = (name: string): number => {
    const device = knowledge.accelerator(name);
    assert.ok(device, name);
    return knowledge.embodied(device).value.mid;
  };
  assert.ok(kg('H100') > kg('T4') && kg('T4') > kg('M1 Max'));
  assert.ok(kg('MI250X') < kg('MI300X'));
  assert.ok(kg('Jetson Nano') < 100);
});

test('every estimate of manufacture shows what it rests on', () => {
  for (const device of knowledge.accelerators()) {
    const { value, provenance } = knowledge.embodied(device);
    assert.ok(value.low > 0 && value.low <= value.mid && value.mid <= value.high, device.name);
    assert.ok(provenance.length > 0, device.name);
  }
});

test('hardware lasts three to six years', () => {
  assert.deepEqual(knowledge.lifetimeYears().value, { low: 3, mid: 4, high: 6 });
});

test('equivalents are kilograms or kilowatt-hours, each with a source', () => {
  const list = knowledge.equivalents();
  assert.ok(list.some((each) => each.key === 'km_by_car' && each.unit === 'kgCo2e' && Math.abs(each.value - 0.2442) < 1e-9));
  assert.ok(list.some((each) => each.key === 'smartphone_charge_energy' && each.unit === 'kWh'));
  for (const each of list) assert.ok(each.value > 0 && each.provenance.length > 0, each.key);
});
