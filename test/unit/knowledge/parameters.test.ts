// The parameter formula against published totals: configurations of 103 models, 34 layouts. Totals: KerasHub's preset tables, hub safetensors and the models' papers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedCounts as published } from '../../../data/check/publishedCounts';
import { countParameters, layouts } from '../../../src/knowledge/parameters';

for (const [id, layout, configuration, parameters] of published) {
  test(`the configuration of ${id} gives its published ${parameters} parameters within 0.1 %`, () => {
    const counted = countParameters({ layout: layouts[layout], ...configuration }).parameters;
    assert.ok(Math.abs(counted / parameters - 1) < 0.001, `counted ${counted}`);
  });
}

test('the published models span at least 60 models of 20 layouts', () => {
  assert.ok(published.length >= 60);
  assert.ok(new Set(published.map(([, layout]) => layout)).size >= 20);
});

test('a token of Mixtral 8x7B meets 12.9 of its 46.7 billion parameters', () => {
  const mixtral = published.find(([id]) => id === 'mistralai/Mixtral-8x7B-v0.1');
  assert.ok(mixtral);
  const { activeParameters } = countParameters({ layout: layouts.mixtral, ...mixtral[2] });
  assert.ok(Math.abs(activeParameters / 12.9e9 - 1) < 0.01, String(activeParameters));
});

test('the embedding table is counted once, whether or not the output head shares it', () => {
  const small = { layers: 2, hiddenSize: 64, attentionHeads: 4, intermediateSize: 128, vocabularySize: 1000 };
  const tied = countParameters({ layout: layouts.llama, ...small, tiedEmbeddings: true });
  const untied = countParameters({ layout: layouts.llama, ...small, tiedEmbeddings: false });
  assert.equal(tied.embeddingParameters, 64_000);
  assert.equal(untied.embeddingParameters, 64_000);
  assert.equal(untied.parameters - tied.parameters, 64_000);
});
