import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import { memorySources } from '../memorySources';

const messagesOf = (path: string, text: string): readonly string[] => {
  const { runs, diagnostics } = analyzeDocument({ path: `/repo/${path}`, text }, memorySources());
  assert.deepEqual(runs, []);
  return diagnostics.map((diagnostic) => diagnostic.message);
};

describe('files that are no configuration a person wrote', () => {
  it('are left alone with one line when they have a hundred thousand lines', () => {
    const text = `learning_rate: 0.1\nepochs: 3\n${'key: some value that goes on\n'.repeat(100_000)}`;
    assert.equal(messagesOf('data.yaml', text).length, 1);
    assert.match(messagesOf('data.yaml', text)[0]!, /^Not read: \d+ characters/);
  });

  it('are left alone with one line when they nest without end', () => {
    assert.deepEqual(messagesOf('bomb.json', `{"epochs": 1, "a": ${'['.repeat(50_000)}`), ['Nested too deeply to be read.']);
  });

  it('cost nothing however often their anchors are repeated', () => {
    const names = [...'abcdefghi'];
    const levels = names.map(
      (name, index) =>
        `${name}: &${name} [${Array<string>(9)
          .fill(index === 0 ? 'lol' : `*${names[index - 1]}`)
          .join(', ')}]`,
    );
    assert.deepEqual(messagesOf('bomb.yaml', `epochs: 1\n${levels.join('\n')}\n`), []);
  });

  it('say nothing where they were never about training', () => {
    assert.deepEqual(messagesOf('lock.json', `{"packages": [${'{"name": "left-pad"},'.repeat(50_000)}{}]}`), []);
  });
});
