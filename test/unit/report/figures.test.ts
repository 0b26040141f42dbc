import assert from 'node:assert/strict';
import test from 'node:test';
import { writeDuration } from '../../../src/report/figures/duration';
import { atMost, exact, percent, rounded, scientific, short } from '../../../src/report/figures/number';
import { co2eKg, energyKwh, gpuHours, memoryGiB, waterLitres, write } from '../../../src/report/figures/quantity';
import { exactly, within } from '../../../src/model/interval';

test('an estimated number has two significant digits, a trailing zero included', () => {
  const shown = [0.341, 5, 4.98, 9.97, 31.4, 99.6, 123.4, 1234, 25_499, 0.0341, 0.00034].map((value) => rounded(value));
  assert.deepEqual(shown, ['0.34', '5.0', '5.0', '10', '31', '100', '120', '1,200', '25,000', '0.034', '0.00034']);
});

test('a small positive number is never written as zero', () => {
  for (let exponent = -300; exponent < 300; exponent++) assert.doesNotMatch(rounded(3.4 * 10 ** exponent), /^[0.]*$/);
  assert.equal(rounded(3.4e-5), '3.4 × 10⁻⁵');
});

test('what is not finite is refused rather than shown', () => {
  assert.throws(() => rounded(Number.NaN), RangeError);
  assert.throws(() => exact(Number.POSITIVE_INFINITY), RangeError);
});

test('a large number turns to a power of ten with a two-digit mantissa', () => {
  assert.equal(scientific(2.03e16), '2.0 × 10¹⁶');
  assert.equal(rounded(9.99e14), '1.0 × 10¹⁵');
});

test('a count keeps all its digits and is grouped by thousands', () => {
  assert.deepEqual([3, 25_000, 1_281_167, 0.5, 2.25].map(exact), ['3', '25,000', '1,281,167', '0.5', '2.25']);
});

test('sizes of models are written as the field writes them', () => {
  assert.deepEqual([109_482_240, 6_738_415_616, 25_557_032, 999_960_000, 1e12, 61_706].map(short), ['109 M', '6.74 B', '25.6 M', '1 B', '1 T', '61,706']);
});

test('a percentage keeps two digits below one hundred', () => {
  assert.deepEqual([0.52, 0.0606, 0.004, 0.997, 1].map(percent), ['52 %', '6.1 %', '0.40 %', '100 %', '100 %']);
});

test('the unit of CO2e follows its size from milligrams to tonnes, the range stays in that unit', () => {
  assert.deepEqual(
    [552_000, 34, 0.34, 0.034, 0.00034, 3.4e-5, 3.4e-9].map((kilograms) => write(exactly(kilograms), co2eKg).value),
    ['550 t CO₂e', '34 kg CO₂e', '0.34 kg CO₂e', '34 g CO₂e', '0.34 g CO₂e', '34 mg CO₂e', '0.0034 mg CO₂e'],
  );
  assert.equal(write({ low: 0.05, mid: 0.34, high: 0.612 }, co2eKg).range, '0.050 – 0.61');
});

test('energy, device time, memory and water change units where a reader would', () => {
  assert.deepEqual(
    [
      write(within(0.05, 2), energyKwh).value,
      write(within(0.97, 2), energyKwh).value,
      write(within(433_000, 1.1), energyKwh).value,
      write(within(1_082_990, 1.1), gpuHours).value,
      write(within(0.05, 2), gpuHours).value,
    ],
    ['50 Wh', '0.97 kWh', '430 MWh', '1.1 M GPU-h', '3.0 GPU-min'],
  );
  assert.deepEqual(
    [
      write(exactly(14.2), memoryGiB).value,
      write(exactly(0.02), memoryGiB).value,
      write(exactly(1.7), waterLitres).value,
      write(exactly(0.017), waterLitres).value,
    ],
    ['14 GiB', '20 MiB', '1.7 L', '17 mL'],
  );
});

test('wall-clock time reads as people say it', () => {
  const said = [0.004, 0.2, 0.52, 3.08, 4.99, 14.2, 100].map((hours) => writeDuration(exactly(hours)).value);
  assert.deepEqual(said, ['14 s', '12 min', '31 min', '3 h 05 min', '5 h 00 min', '14 h', '4.2 days']);
});

test('the range of a duration carries its unit', () => {
  assert.equal(writeDuration({ low: 1.9, mid: 3.08, high: 4.98 }).range, '1.9 – 5.0 h');
});

test('an exact quantity has no range', () => {
  assert.equal(write(exactly(3), energyKwh).range, '');
});

test('just below a unit’s threshold the larger unit is used where rounding reaches it', () => {
  assert.deepEqual([write(exactly(0.0996), co2eKg).value, write(exactly(0.0994), co2eKg).value], ['0.10 kg CO₂e', '99 g CO₂e']);
});

test('a limit is rounded down, never up', () => {
  assert.deepEqual([97, 103, 109, 13_380, 1, 0].map(atMost), ['97', '100', '100', '13,000', '1', '0']);
});
