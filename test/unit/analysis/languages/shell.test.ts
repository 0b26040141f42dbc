import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateArithmetic, evaluatePythonPrint } from '../../../../src/analysis/languages/shell/arithmetic';
import { readMakefile } from '../../../../src/analysis/languages/shell/makefile';
import { runShell } from '../../../../src/analysis/languages/shell/runShell';

const words = (source: string): readonly (readonly string[])[] =>
  runShell(source).map((command) => command.words.map((word) => (word.known ? word.text : `?${word.text}`)));

test('variables, defaults and continuations are followed', () => {
  assert.deepEqual(words('LR=1e-3\nBS=${BS:-16}\npython train.py \\\n  --lr $LR --bs "$BS"'), [['python', 'train.py', '--lr', '1e-3', '--bs', '16']]);
});

test('a word from a variable points to where the variable is set', () => {
  const source = 'ARGS="--lr 2e-5"\npython train.py $ARGS';
  const rate = runShell(source)[0]!.words[3]!;
  assert.equal(source.slice(rate.pos, rate.end), '2e-5');
  assert.equal(rate.pos, 11);
});

test('arrays keep their words and their length', () => {
  assert.deepEqual(words('GPUS=(0 1 2)\nA=(--x "a b")\nrun ${#GPUS[@]} "${A[@]}"'), [['run', '3', '--x', 'a b']]);
  assert.deepEqual(words('T="0,1,2,3"\nL=(${T//,/ })\nrun ${#L[@]}'), [['run', '4']]);
});

test('what the script does not determine stays undetermined', () => {
  assert.deepEqual(words('python train.py --lr $1 --seed $RANDOM'), [['python', 'train.py', '--lr', '?$1', '--seed', '?$RANDOM']]);
  assert.deepEqual(words('if some_check; then LR=1; else LR=2; fi\nrun $LR'), [['some_check'], ['run', '?$LR']]);
});

test('a condition that the script decides picks its branch', () => {
  assert.deepEqual(words('N=8\nif [ "$N" -gt 1 ]; then run many; else run one; fi'), [['run', 'many']]);
});

test('a function is followed with the arguments of its first call and counts its calls', () => {
  const [command] = runShell('go() {\n  local bs="$1"\n  train --bs "$bs"\n}\ngo 64\ngo 32\n');
  assert.deepEqual(
    command!.words.map((word) => word.text),
    ['train', '--bs', '64'],
  );
  assert.equal(command!.repeats, 2);
});

test('a loop over seeds is one command with repeats, its variable undetermined', () => {
  const [command] = runShell('for seed in 1 2 3; do train --seed $seed; done');
  assert.equal(command!.repeats, 3);
  assert.equal(command!.words[2]!.known, false);
});

test('cd and the folder of the script itself are known', () => {
  assert.equal(runShell('cd examples/bert\ntrain')[0]!.folder, 'examples/bert');
});

test('broken syntax yields the commands that can be made out', () => {
  assert.deepEqual(words('python train.py --lr 1\nif true; then\n  echo "unclosed')[0], ['python', 'train.py', '--lr', '1']);
});

test('a script that calls itself for ever ends', () => {
  assert.equal(runShell('train\nf() { f; g; }\ng() { f; f; }\nf\n')[0]!.words[0]!.text, 'train');
});

test('arithmetic is that of its language', () => {
  assert.equal(evaluateArithmetic('7 / 2', true), 3);
  assert.equal(evaluateArithmetic('7 / 2', false), 3.5);
  assert.equal(evaluateArithmetic('1 / 0', false), undefined);
  assert.equal(evaluateArithmetic('__import__("os")', false), undefined);
  assert.equal(evaluatePythonPrint('import math; print(round(0.0005 * math.sqrt(64 / 128), 6))'), '0.000354');
});

test("a Makefile's recipes become shell with make's variables, at the same offsets", () => {
  const source = 'EPOCHS ?= 3\n\ntrain:\n\t@python train.py \\\n\t\t--epochs $(EPOCHS)\n';
  const { text, variables } = readMakefile(source);
  assert.equal(text.length, source.length);
  const [command] = runShell(text, { variables });
  assert.deepEqual(
    command!.words.map((word) => word.text),
    ['python', 'train.py', '--epochs', '3'],
  );
  assert.equal(source.slice(command!.words[3]!.pos, command!.words[3]!.end), '3');
});
