import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { architectureOf } from '../../../../../src/analysis/architecture/architectureOf';
import { unknown } from '../../../../../src/analysis/evaluate/values';
import { made, module } from '../layers';

const parametersOf = (model: Parameters<typeof architectureOf>[0]): number | undefined => architectureOf(model)?.parameters;

describe('a PyTorch module written in code', () => {
  it('counts each library layer as PyTorch does', () => {
    const counts: readonly [ReturnType<typeof made>, number][] = [
      [made('torch.nn.Linear', [784, 10]), 7850],
      [made('torch.nn.Linear', [784, 10], { bias: false }), 7840],
      [made('torch.nn.Conv2d', [3, 64], { kernel_size: 7, stride: 2, bias: false }), 9408],
      [made('torch.nn.Conv2d', [32, 32, 3], { groups: 32 }), 320],
      [made('torch.nn.Conv1d', [1, 8, [5]]), 48],
      [made('torch.nn.BatchNorm2d', [64]), 128],
      [made('torch.nn.InstanceNorm2d', [64], { affine: true }), 128],
      [made('torch.nn.LayerNorm', [[16, 4]]), 128],
      [made('torch.nn.Embedding', [1000, 16], { padding_idx: 0 }), 16_000],
      [made('torch.nn.LSTM', [10, 20, 2]), 5920],
      [made('torch.nn.LSTM', [10, 20], { bidirectional: true }), 5120],
      [made('torch.nn.GRU', [10, 20, 2]), 4440],
      [made('torch.nn.MultiheadAttention', [512, 8]), 1_050_624],
      [made('torch.nn.TransformerEncoderLayer', [512, 8]), 3_152_384],
      [made('torch.nn.Transformer'), 44_140_544],
      [made('torch.nn.TransformerEncoder', [made('torch.nn.TransformerEncoderLayer', [], { d_model: 512, nhead: 8 })], { num_layers: 6 }), 18_914_304],
    ];
    for (const [layer, parameters] of counts) assert.equal(parametersOf(layer), parameters, layer.callee);
  });

  it('sums its attributes, containers and parameters, and passes over what holds no weight', () => {
    const model = module({
      features: made('torch.nn.Sequential', [made('torch.nn.Conv2d', [1, 8, 3]), made('torch.nn.ReLU'), made('torch.nn.MaxPool2d', [2])]),
      blocks: made('torch.nn.ModuleList', [[made('torch.nn.Linear', [8, 8]), made('torch.nn.Linear', [8, 8])]]),
      token: made('torch.nn.Parameter', [made('torch.zeros', [1, 1, 8])]),
      device: made('torch.device', ['cuda']),
      width: 8,
      dropout: made('torch.nn.Dropout', [0.5]),
    });
    assert.equal(parametersOf(model), 80 + 2 * 72 + 8);
  });

  it('counts a shared module and a tied weight once', () => {
    const shared = made('torch.nn.Linear', [8, 8]);
    assert.equal(parametersOf(module({ first: shared, second: shared })), 72);

    const embedding = made('torch.nn.Embedding', [100, 8]);
    const head = made('torch.nn.Linear', [8, 100], { bias: false });
    head.attributes.set('weight', made('torch.nn.Embedding.weight', [], {}, { role: 'attribute', receiver: embedding }));
    assert.equal(parametersOf(module({ embedding, head })), 800);
  });

  it('is unknown as soon as one leaf is', () => {
    const open = unknown('required-argument', undefined, 'hidden');
    assert.equal(parametersOf(module({ first: made('torch.nn.Linear', [8, 8]), second: made('torch.nn.Linear', [8, open]) })), undefined);
    assert.equal(
      parametersOf(module({ first: made('torch.nn.Linear', [8, 8]), encoder: made('transformers.AutoModel.from_pretrained', ['bert-base-uncased']) })),
      undefined,
    );
    assert.equal(parametersOf(module({ first: made('torch.nn.Linear', [8, 8]), encoder: open })), undefined);
    assert.equal(parametersOf(module({ lazy: made('torch.nn.LazyLinear', [8]) })), undefined);
  });

  it('does not follow a module into itself', () => {
    const model = module({ layer: made('torch.nn.Linear', [8, 8]) });
    model.attributes.set('parent', model);
    assert.equal(parametersOf(model), 72);
  });

  it('adds the lengths that weight_norm keeps beside the directions', () => {
    assert.equal(parametersOf(module({ conv: made('torch.nn.utils.weight_norm', [made('torch.nn.Conv1d', [88, 150, 5])]) })), 88 * 150 * 5 + 150 + 150);
  });

  it('counts a torchvision network with the head that the program gave it', () => {
    const network = made('torchvision.models.resnet18', [], { weights: 'DEFAULT' });
    network.attributes.set('fc', made('torch.nn.Linear', [512, 2]));
    assert.equal(parametersOf(network), 11_177_538);
    network.attributes.set('conv1', made('torch.nn.Conv2d', [1, 64, 7], { bias: false }));
    assert.equal(parametersOf(network), undefined);
  });

  it('leaves a model open whose layers come from a loop that was entered once, or from a condition that is not known', () => {
    const model = module({ first: made('torch.nn.Linear', [8, 8]) });
    const making = { isOneOfMany: () => false, mayLack: () => false, membersOf: () => new Map() };
    assert.equal(architectureOf(model, undefined, undefined, making)?.parameters, 72);
    assert.equal(architectureOf(model, undefined, undefined, { ...making, isOneOfMany: () => true }), undefined);
    assert.equal(architectureOf(model, undefined, undefined, { ...making, mayLack: (_, name) => name === 'first' }), undefined);
  });
});
