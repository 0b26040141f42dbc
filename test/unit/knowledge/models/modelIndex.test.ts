// Models by the names that code writes, and names that must find nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../../src/knowledge/knowledge';

const knowledge = createKnowledge();
const parametersOf = (name: string, library?: string): number | undefined => knowledge.model(name, library)?.parameters;
const reasons = (name: string): string => (knowledge.model(name)?.provenance ?? []).map((each) => (each.kind === 'assumption' ? each.why : '')).join(' ');

test('bert-base-uncased has the sizes of its paper and 109 M parameters, with a source that opens', () => {
  const bert = knowledge.model('bert-base-uncased');
  assert.ok(bert);
  assert.equal(bert.parameters, 109_482_240);
  assert.deepEqual(
    [bert.family, bert.layers, bert.hiddenSize, bert.attentionHeads, bert.vocabularySize, bert.maxPositions],
    ['encoder', 12, 768, 12, 30_522, 512],
  );
  assert.equal(bert.embeddingParameters, 30_522 * 768);
  const [source] = bert.provenance;
  assert.ok(source?.kind === 'table' && source.confidence === 'verified' && source.url?.startsWith('https://'));
});

test('a name is found in any case, with and without organisation, and keeps its spelling', () => {
  for (const name of ['BERT-Base-Uncased', 'google-bert/bert-base-uncased', 'https://huggingface.co/google-bert/bert-base-uncased']) {
    assert.equal(parametersOf(name), 109_482_240, name);
    assert.equal(knowledge.model(name)?.name, name);
  }
  assert.equal(parametersOf('Llama-2-7b-hf'), 6_738_415_616);
  assert.equal(parametersOf('openai-community/gpt2'), parametersOf('gpt2'));
});

test('the last segment of a local folder may be a model, said so', () => {
  assert.equal(parametersOf('/data/models/Llama-2-7b-hf/'), 6_738_415_616);
  assert.equal(parametersOf('./models/bert-base-uncased'), 109_482_240);
  assert.match(reasons('./models/bert-base-uncased'), /local folder/);
});

test('timm names are found with and without tag and prefix', () => {
  for (const name of ['resnet50.a1_in1k', 'timm/resnet50.a1_in1k', 'resnet50.some_new_tag', 'timm/resnet50'])
    assert.equal(parametersOf(name, 'timm'), 25_560_000, name);
  assert.equal(knowledge.model('timm/resnet50')?.imageSize, 224);
});

test('torchvision callables and Keras applications have their own counts', () => {
  for (const name of ['resnet50', 'torchvision.models.resnet50', 'models.resnet50']) assert.equal(parametersOf(name), 25_557_032, name);
  for (const name of ['ResNet50', 'tf.keras.applications.ResNet50', 'keras.applications.resnet50.ResNet50']) assert.equal(parametersOf(name), 25_636_712, name);
  assert.equal(parametersOf('resnet50', 'keras'), 25_636_712);
  assert.equal(knowledge.model('resnet50')?.forwardFlopsPerSample, 8.18e9);
});

test('quantised copies are the model they were made from', () => {
  for (const name of [
    'unsloth/Meta-Llama-3.1-8B-bnb-4bit',
    'unsloth/Meta-Llama-3.1-8B-Instruct-unsloth-bnb-4bit',
    'hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4',
  ])
    assert.equal(parametersOf(name), 8_030_261_248, name);
  assert.equal(parametersOf('TheBloke/Llama-2-13B-GPTQ'), 13_015_864_320);
});

test('an unknown fine-tune takes the sizes of its family, and says that it does', () => {
  const name = 'someone/llama-3-70b-for-poems';
  assert.equal(parametersOf(name), 70_553_706_496);
  assert.match(reasons(name), /matched by the family's name/);
  const [first] = knowledge.model(name)?.provenance ?? [];
  assert.equal(first?.kind, 'assumption');
});

test('a name that begins like a known one is taken as made from it, and says so', () => {
  const fineTunes: Readonly<Record<string, string>> = {
    'me/swin-tiny-patch4-window7-224-finetuned-eurosat': 'microsoft/swin-tiny-patch4-window7-224',
    'me/detr-resnet-50_finetuned_cppe5': 'facebook/detr-resnet-50',
    'me/hubert-base-ls960-emotion': 'facebook/hubert-base-ls960',
    'nielsr/layoutlmv3-finetuned-funsd': 'microsoft/layoutlmv3-base',
    'me/segformer-b2-clothes': 'nvidia/segformer-b2-finetuned-ade-512-512',
  };
  for (const [name, base] of Object.entries(fineTunes)) {
    assert.equal(parametersOf(name), parametersOf(base), name);
    assert.match(reasons(name), /begins like|matched by the family's name/, name);
  }
});

test('a beginning is not enough where the rest says that the network is another one', () => {
  for (const name of [
    'me/whisper-mini-distilled-x',
    'resnet18_cifar',
    'resnet50-cbam',
    'me/bge-small-en-v1.5-pruned',
    'me/detr-resnet-50-distilled',
    'me/gpt2-12layers-x',
  ])
    assert.equal(parametersOf(name), undefined, name);
});

test('encoders say how long an input they take', () => {
  const longest = (name: string): number | undefined => knowledge.model(name)?.maxPositions;
  assert.equal(longest('google/canine-s'), 16_384);
  for (const name of ['studio-ousia/luke-base', 'microsoft/layoutlmv3-base', 'microsoft/layoutlm-base-uncased', 'google/tapas-base', 'google/rembert'])
    assert.equal(longest(name), 512, name);
  assert.equal(longest('deepmind/language-perceiver'), 2_048);
  assert.equal(longest('allenai/longformer-base-4096'), 4_096);
});

test('a family is refused where the name states another size', () => {
  assert.equal(parametersOf('nobody/mistral-nemo-99b'), undefined);
  assert.equal(parametersOf('nobody/whisper-large-37m'), undefined);
});

test('a family is refused for other architectures and for toys of its kind', () => {
  for (const name of ['me/flaubert-tweets-base-uncased', 'me/squeezebert-base-cased-x', 'me/tinybert-base-cased-x', 'x/mixtral-tiny', 'x/nano-whisper-large'])
    assert.equal(parametersOf(name), undefined, name);
});

test('a family is refused for parts that carry the name of the model beside which they run', () => {
  for (const name of ['me/controlnet-scribble-sdxl', 'me/my-t2i-adapter-sdxl', 'me/lcm-lora-sdxl-anime', 'me/Qwen3-8B_eagle3', 'me/tiny-random-chatglm3-6b'])
    assert.equal(parametersOf(name), undefined, name);
  assert.equal(parametersOf('diffusers/controlnet-canny-sdxl-1.0'), 1_251_000_000, 'a control network that the table has is itself');
});

test('a model trained for another language has the vocabulary of its own configuration', () => {
  const korean = knowledge.model('beomi/llama-2-ko-7b');
  assert.equal(korean?.vocabularySize, 46_336);
  assert.equal(korean.parameters, 6_738_415_616 + 2 * (46_336 - 32_000) * 4_096, 'embedding and output matrix grow with it');
  const japanese = knowledge.model('rinna/japanese-gpt2-medium');
  assert.equal(japanese?.vocabularySize, 32_000);
  assert.equal(japanese.parameters, 354_823_168 - (50_257 - 32_000) * 1_024, 'a tied matrix is counted once');
});

test('a small mixture is not the large one whose name it took', () => {
  assert.equal(parametersOf('Isotonic/TinyMixtral-4x248M-MoE'), undefined);
});

test('an encoder and a decoder made of one model are not that model', () => {
  assert.equal(knowledge.model('google/t5gemma-2b-2b-ul2')?.family, 'encoder-decoder');
});

test('underscores stand for dashes and points', () => {
  assert.equal(parametersOf('yahma_llama_7b'), 6_738_415_616);
  assert.equal(parametersOf('llama3_8b'), 8_030_261_248);
  assert.equal(parametersOf('qwen2_5_7b'), 7_615_616_512);
  assert.equal(parametersOf('meta_llama_3_1_8b'), 8_030_261_248);
});

test('a file of weights is the model that its name says', () => {
  assert.equal(parametersOf('../models/resnet_50.h5'), 25_557_032);
  assert.equal(parametersOf('./weights/bert-base-uncased/pytorch_model.bin'), 109_482_240);
  assert.equal(parametersOf('./output/model.safetensors'), undefined);
  assert.equal(parametersOf('tf_efficientnet_b4_ns'), parametersOf('tf_efficientnet_b4'));
  assert.equal(parametersOf('mae_vit_large_patch16'), parametersOf('vit_large_patch16_224'));
});

test('words that name no particular model find nothing', () => {
  for (const name of [
    'model',
    'bert',
    'gpt',
    'llama',
    'base',
    'small',
    'tiny',
    'large',
    'resnet',
    'unet',
    'transformer',
    'my-model',
    'user/model',
    'output',
    './output',
    './results/checkpoint-500',
    'data/model.pt',
    'checkpoint-1000',
    'best_model',
    'final',
    '',
    ' ',
    '7b',
    '${MODEL_NAME}',
    'None',
    'cuda:0',
    'foo/bar',
    'a/b/c/d',
    'v1',
    'distilbert',
    'llm',
    'my-llama-run',
  ])
    assert.equal(knowledge.model(name), undefined, `"${name}"`);
});

test("Whisper's bare words are models only where Whisper loads them", () => {
  assert.equal(parametersOf('small', 'whisper'), 241_734_912);
  assert.equal(parametersOf('small'), undefined);
  assert.equal(parametersOf('openai/whisper-small'), 241_734_912);
});

test('each kind of model has its family and what its estimate needs', () => {
  assert.equal(knowledge.model('gpt2')?.family, 'decoder');
  assert.equal(knowledge.model('t5-small')?.family, 'encoder-decoder');
  assert.equal(knowledge.model('google/vit-base-patch16-224')?.family, 'vit');
  assert.equal(knowledge.model('google/vit-base-patch16-224')?.hiddenSize, 768);
  assert.equal(knowledge.model('yolov8n.pt')?.family, 'detection');
  const diffusion = knowledge.model('runwayml/stable-diffusion-v1-5');
  assert.equal(diffusion?.family, 'diffusion');
  assert.equal(diffusion?.parameters, 859_520_964);
  assert.ok((diffusion?.frozenParameters ?? 0) > 200e6 && (diffusion?.forwardFlopsPerSample ?? 0) > 6e11);
  assert.equal(knowledge.model('openai/whisper-small')?.framesPerSecond, 50);
  assert.equal(knowledge.model('openai/whisper-small')?.attentionHeads, 12);
  const llava = knowledge.model('llava-hf/llava-1.5-7b-hf');
  assert.deepEqual([llava?.family, llava?.imageTokens, llava?.layers, llava?.hiddenSize], ['multimodal', 576, 32, 4096]);
});

test('narrow embedding tables are counted at their own width', () => {
  assert.equal(knowledge.model('albert-base-v2')?.embeddingParameters, 30_000 * 128);
  assert.equal(knowledge.model('facebook/opt-350m')?.embeddingParameters, 50_272 * 512);
});

test('a hostile name neither hangs nor throws', () => {
  for (const name of [
    'a'.repeat(100_000),
    '/'.repeat(5_000),
    `${'llama-'.repeat(30)}2`,
    'x\u0000y',
    '../'.repeat(50),
    '(((((',
    '__proto__',
    'constructor',
    'toString',
  ])
    assert.equal(knowledge.model(name), undefined);
});

test('a beginning that many vocabularies share is nobody’s in particular', () => {
  for (const name of ['someone/bert-base-foo', 'Geotrend/bert-base-en-fr-cased', 'Geotrend/distilbert-base-en-fr-cased'])
    assert.equal(knowledge.model(name), undefined, name);
});
