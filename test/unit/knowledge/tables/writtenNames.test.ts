// Which names the check of the tables reads from a folder of code.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { isPlaceholder, writtenNames } from '../../../../data/check/writtenNames';

function namesIn(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'names-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return writtenNames(folder).map(({ name, library }) => (library ? `${library}:${name}` : name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('models are named in calls, defaults, options and configurations; tokenizers and schedulers are none', () => {
  assert.deepEqual(
    namesIn({
      'a.py': [
        'model = AutoModel.from_pretrained("org/a-base")',
        'tokenizer = AutoTokenizer.from_pretrained("org/only-words")',
        'scheduler = DDPMScheduler.from_pretrained("org/only-noise")',
        "net = timm.create_model('resnet18', pretrained=True)",
        'parser.add_argument("--model_name_or_path", type=str, default="org/b-base")',
        'model_name_or_path: str = field(default="org/c-base")',
      ].join('\n'),
      'run.sh': 'python a.py --model_name_or_path org/d-base --lr 1',
      'config.yaml': 'model_name_or_path: org/e-base # the base\nother: 1',
      'notes.txt': 'from_pretrained("org/no-code")',
    }),
    ['org/a-base', 'timm:resnet18', 'org/b-base', 'org/c-base', 'org/e-base', 'org/d-base'],
  );
});

test('a labelled folder is read as far as its labels go', () => {
  const call = (name: string): string => `m = AutoModel.from_pretrained("${name}")`;
  assert.deepEqual(
    namesIn({
      'labels.jsonl': '{"id":"1","file":"repo/train.py","path":"train.py","support":["lib/models.py"]}\n',
      'repo/train.py': call('org/a'),
      'repo/lib/models.py': call('org/b'),
      'repo/unlabelled.py': call('org/c'),
    }),
    ['org/a', 'org/b'],
  );
});

test('paths and placeholders are told from names', () => {
  for (const name of ['./out', '/data/model', '{args.model}', '$MODEL', 'your-org/model', 'path/to/model', 'my_model', 'saves/run/full/sft', 'best.pt'])
    assert.ok(isPlaceholder(name), name);
  for (const name of ['bert-base-uncased', 'meta-llama/Llama-2-7b-hf', 'resnet18', 'microsoft/phi-2']) assert.ok(!isPlaceholder(name), name);
});
