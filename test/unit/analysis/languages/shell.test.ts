import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateArithmetic, evaluatePythonPrint } from '../../../../src/analysis/languages/shell/words/arithmetic';
import { readMakefile } from '../../../../src/analysis/languages/shell/files/makefile';
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

const wordsOf = (source: string, options: Parameters<typeof runShell>[1] = {}): readonly string[][] =>
  runShell(source, options).map((command) => command.words.map(({ text, known }) => (known ? text : `?${text}`)));

test('a string of options keeps what is determined of it', () => {
  assert.deepEqual(wordsOf('ARGS="--lr 1e-4 --data $DATA/x --bf16"\npython t.py $ARGS'), [['python', 't.py', '--lr', '1e-4', '--data', '?$DATA/x', '--bf16']]);
});

test('a word of a composed string stands where it was written', () => {
  const source = 'LR="--lr 1e-4"\nCMD="t.py $LR --n $1"\npython $CMD';
  const word = runShell(source)[0]?.words.find(({ text }) => text === '1e-4');
  assert.equal(source.slice(word?.pos, word?.end), '1e-4');
  assert.equal(word?.pos, source.indexOf('1e-4'));
});

test('options that nobody gave leave the defaults', () => {
  assert.deepEqual(wordsOf('N=4\nwhile [[ $# -gt 0 ]]; do case $1 in -n) N="$2"; shift;; esac; shift; done\npython t.py $N'), [['python', 't.py', '4']]);
  assert.deepEqual(wordsOf('if [ -z "$1" ]; then N=1; else N=$1; fi\npython t.py $N'), [['python', 't.py', '1']]);
});

test('case takes the branch that the script decides', () => {
  assert.deepEqual(wordsOf('M=bert-large\ncase $M in *large*) B=8;; *) B=32;; esac\npython t.py $B'), [['python', 't.py', '8']]);
});

test('braces and seq count how often a loop starts its command', () => {
  for (const list of ['{1..5}', '$(seq 5)', '$(seq 10 10 50)']) assert.equal(runShell(`for s in ${list}; do python t.py; done`)[0]?.repeats, 5, list);
  assert.equal(runShell('for ((i = 0; i < 3; i++)); do python t.py; done')[0]?.repeats, 3);
});

test('read takes a here-document, associative arrays answer by key', () => {
  assert.deepEqual(wordsOf("read -r -d '' CMD <<EOF\nt.py \\\n  --lr 1\nEOF\npython $CMD"), [['python', 't.py', '--lr', '1']]);
  assert.deepEqual(wordsOf('declare -A B=([small]=64 [large]=8)\nM=large\npython t.py ${B[$M]}'), [['python', 't.py', '8']]);
});

test('a sourced script leaves its variables, with places of its own', () => {
  const common = { path: '/p/common.sh', text: 'export LR=3e-5\n' };
  const [command] = runShell('source ./common.sh\npython t.py --lr $LR', { readScript: (named) => (named === './common.sh' ? common : undefined) });
  const word = command?.words[3];
  assert.deepEqual([word?.text, word?.file?.path, word?.pos], ['3e-5', '/p/common.sh', 10]);
});

test('a commented-out option in the middle of a command is passed over', () => {
  assert.deepEqual(wordsOf('python t.py \\\n  --a 1 \\\n  # --b 2 \\\n  --c 3\n'), [['python', 't.py', '--a', '1', '--c', '3']]);
});

test('files that a script writes are handed to the commands after it', () => {
  const [command] = runShell('cd conf\ncat <<EOF > a.yaml\nlr: $LR\nEOF\npython t.py');
  assert.deepEqual([...(command?.files.keys() ?? [])], ['conf/a.yaml']);
  assert.equal(command?.files.get('conf/a.yaml')?.known, false);
});

test('expansions that double at every step are cut off', () => {
  const lines = Array.from({ length: 60 }, (_, index) => `A${index + 1}="$A${index} $A${index}"`).join('\n');
  const [command] = runShell(`A0=x\n${lines}\npython t.py $A60`);
  assert.ok((command?.words.length ?? 0) < 100_000);
});
