import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sizesOfConfiguration } from '../../../src/knowledge/configurationText';

describe('a configuration written in one line', () => {
  it('is counted with the head of the class that is built from it', () => {
    const published: readonly [string, number][] = [
      ['GPT2LMHeadModel: GPT2Config()', 124_439_808],
      ['BertModel: BertConfig()', 109_482_240],
      ['BertForMaskedLM: BertConfig()', 109_514_298],
      ['BertForSequenceClassification: BertConfig(num_labels=2)', 109_483_778],
      ['LlamaForCausalLM: LlamaConfig()', 6_738_415_616],
      ['LlamaModel: LlamaConfig()', 6_607_343_616],
    ];
    for (const [text, parameters] of published) assert.equal(sizesOfConfiguration(text)?.parameters, parameters, text);
  });

  it('is not counted when the architecture or its head has no formula', () => {
    assert.equal(sizesOfConfiguration('BertForQuestionAnswering: BertConfig()'), undefined);
    assert.equal(sizesOfConfiguration('SomeModel: SomeConfig(hidden_size=8)'), undefined);
    assert.equal(sizesOfConfiguration('not a configuration'), undefined);
  });
});
