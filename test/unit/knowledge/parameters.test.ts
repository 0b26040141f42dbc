// The parameter formula against published totals: configurations of 103 models, 34 layouts. Totals: KerasHub's preset tables, hub safetensors and the models' papers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countParameters, layouts, type LayoutName, type TransformerConfiguration } from '../../../src/knowledge/parameters';

type Published = readonly [id: string, layout: LayoutName, configuration: Omit<TransformerConfiguration, 'layout'>, parameters: number];

// prettier-ignore
const published: readonly Published[] = [
  ['bert-base-uncased', 'bert', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 30522, maxPositions: 512 }, 109_482_240],
  ['bert-base-cased', 'bert', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 28996, maxPositions: 512 }, 108_310_272],
  ['bert-large-uncased', 'bert', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 30522, maxPositions: 512 }, 335_141_888],
  ['bert-base-multilingual-cased', 'bert', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 119547, maxPositions: 512 }, 177_853_440],
  ['distilbert-base-uncased', 'distilbert', { layers: 6, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 30522, maxPositions: 512 }, 66_362_880],
  ['distilbert-base-cased', 'distilbert', { layers: 6, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 28996, maxPositions: 512 }, 65_190_912],
  ['distilbert-base-multilingual-cased', 'distilbert', { layers: 6, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 119547, maxPositions: 512 }, 134_734_080],
  ['roberta-base', 'roberta', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50265, maxPositions: 514 }, 124_645_632],
  ['roberta-large', 'roberta', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 50265, maxPositions: 514 }, 355_359_744],
  ['xlm-roberta-base', 'xlm-roberta', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 250002, maxPositions: 514 }, 278_043_648],
  ['xlm-roberta-large', 'xlm-roberta', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 250002, maxPositions: 514 }, 559_890_432],
  ['albert-base-v2', 'albert', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 30000, maxPositions: 512, embeddingSize: 128 }, 11_683_584],
  ['albert-large-v2', 'albert', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 30000, maxPositions: 512, embeddingSize: 128 }, 17_683_968],
  ['albert-xlarge-v2', 'albert', { layers: 24, hiddenSize: 2048, attentionHeads: 16, intermediateSize: 8192, vocabularySize: 30000, maxPositions: 512, embeddingSize: 128 }, 58_724_864],
  ['albert-xxlarge-v2', 'albert', { layers: 12, hiddenSize: 4096, attentionHeads: 64, intermediateSize: 16384, vocabularySize: 30000, maxPositions: 512, embeddingSize: 128 }, 222_595_584],
  ['google/electra-base-discriminator', 'electra', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 30522, maxPositions: 512 }, 108_891_648],
  ['google/electra-large-discriminator', 'electra', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 30522, maxPositions: 512 }, 334_092_288],
  ['gpt2', 'gpt2', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50257, maxPositions: 1024 }, 124_439_808],
  ['gpt2-medium', 'gpt2', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 50257, maxPositions: 1024 }, 354_823_168],
  ['gpt2-large', 'gpt2', { layers: 36, hiddenSize: 1280, attentionHeads: 20, intermediateSize: 5120, vocabularySize: 50257, maxPositions: 1024 }, 774_030_080],
  ['gpt2-xl', 'gpt2', { layers: 48, hiddenSize: 1600, attentionHeads: 25, intermediateSize: 6400, vocabularySize: 50257, maxPositions: 1024 }, 1_557_611_200],
  ['distilgpt2', 'gpt2', { layers: 6, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50257, maxPositions: 1024 }, 81_912_576],
  ['EleutherAI/gpt-neo-125m', 'gpt_neo', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50257, maxPositions: 2048 }, 125_198_592],
  ['EleutherAI/gpt-neo-1.3B', 'gpt_neo', { layers: 24, hiddenSize: 2048, attentionHeads: 16, intermediateSize: 8192, vocabularySize: 50257, maxPositions: 2048 }, 1_315_575_808],
  ['EleutherAI/gpt-neo-2.7B', 'gpt_neo', { layers: 32, hiddenSize: 2560, attentionHeads: 20, intermediateSize: 10240, vocabularySize: 50257, maxPositions: 2048 }, 2_651_307_520],
  ['EleutherAI/gpt-j-6b', 'gptj', { layers: 28, hiddenSize: 4096, attentionHeads: 16, intermediateSize: 16384, vocabularySize: 50400, tiedEmbeddings: false }, 6_050_882_784],
  ['EleutherAI/pythia-70m', 'gpt_neox', { layers: 6, hiddenSize: 512, attentionHeads: 8, intermediateSize: 2048, vocabularySize: 50304, tiedEmbeddings: false }, 70_426_624],
  ['EleutherAI/pythia-160m', 'gpt_neox', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50304, tiedEmbeddings: false }, 162_322_944],
  ['EleutherAI/pythia-410m', 'gpt_neox', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 50304, tiedEmbeddings: false }, 405_334_016],
  ['EleutherAI/pythia-1b', 'gpt_neox', { layers: 16, hiddenSize: 2048, attentionHeads: 8, intermediateSize: 8192, vocabularySize: 50304, tiedEmbeddings: false }, 1_011_781_632],
  ['EleutherAI/pythia-1.4b', 'gpt_neox', { layers: 24, hiddenSize: 2048, attentionHeads: 16, intermediateSize: 8192, vocabularySize: 50304, tiedEmbeddings: false }, 1_414_647_808],
  ['EleutherAI/pythia-2.8b', 'gpt_neox', { layers: 32, hiddenSize: 2560, attentionHeads: 32, intermediateSize: 10240, vocabularySize: 50304, tiedEmbeddings: false }, 2_775_208_960],
  ['EleutherAI/pythia-6.9b', 'gpt_neox', { layers: 32, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 16384, vocabularySize: 50432, tiedEmbeddings: false }, 6_857_302_016],
  ['EleutherAI/pythia-12b', 'gpt_neox', { layers: 36, hiddenSize: 5120, attentionHeads: 40, intermediateSize: 20480, vocabularySize: 50688, tiedEmbeddings: false }, 11_846_072_320],
  ['EleutherAI/gpt-neox-20b', 'gpt_neox', { layers: 44, hiddenSize: 6144, attentionHeads: 64, intermediateSize: 24576, vocabularySize: 50432, tiedEmbeddings: false }, 20_554_567_680],
  ['bigscience/bloom-560m', 'bloom', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 250880 }, 559_214_592],
  ['bigscience/bloom-1b7', 'bloom', { layers: 24, hiddenSize: 2048, attentionHeads: 16, intermediateSize: 8192, vocabularySize: 250880 }, 1_722_408_960],
  ['bigscience/bloom-3b', 'bloom', { layers: 30, hiddenSize: 2560, attentionHeads: 32, intermediateSize: 10240, vocabularySize: 250880 }, 3_002_557_440],
  ['bigscience/bloom-7b1', 'bloom', { layers: 30, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 16384, vocabularySize: 250880 }, 7_069_016_064],
  ['bigscience/bloom', 'bloom', { layers: 70, hiddenSize: 14336, attentionHeads: 112, intermediateSize: 57344, vocabularySize: 250880 }, 176_247_271_424],
  ['facebook/opt-125m', 'opt', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50272, maxPositions: 2048 }, 125_239_296],
  ['facebook/opt-350m', 'opt', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 50272, maxPositions: 2048, embeddingSize: 512 }, 331_196_416],
  ['facebook/opt-1.3b', 'opt', { layers: 24, hiddenSize: 2048, attentionHeads: 32, intermediateSize: 8192, vocabularySize: 50272, maxPositions: 2048 }, 1_315_758_080],
  ['facebook/opt-2.7b', 'opt', { layers: 32, hiddenSize: 2560, attentionHeads: 32, intermediateSize: 10240, vocabularySize: 50272, maxPositions: 2048 }, 2_651_596_800],
  ['facebook/opt-6.7b', 'opt', { layers: 32, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 16384, vocabularySize: 50272, maxPositions: 2048 }, 6_658_473_984],
  ['microsoft/phi-1_5', 'phi', { layers: 24, hiddenSize: 2048, attentionHeads: 32, intermediateSize: 8192, vocabularySize: 51200, tiedEmbeddings: false }, 1_418_270_720],
  ['microsoft/phi-2', 'phi', { layers: 32, hiddenSize: 2560, attentionHeads: 32, intermediateSize: 10240, vocabularySize: 51200, tiedEmbeddings: false }, 2_779_683_840],
  ['microsoft/Phi-3-mini-4k-instruct', 'phi3', { layers: 32, hiddenSize: 3072, attentionHeads: 32, intermediateSize: 8192, vocabularySize: 32064, tiedEmbeddings: false }, 3_821_079_552],
  ['meta-llama/Llama-2-7b-hf', 'llama', { layers: 32, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 11008, vocabularySize: 32000, tiedEmbeddings: false }, 6_738_415_616],
  ['meta-llama/Llama-2-13b-hf', 'llama', { layers: 40, hiddenSize: 5120, attentionHeads: 40, intermediateSize: 13824, vocabularySize: 32000, tiedEmbeddings: false }, 13_015_864_320],
  ['meta-llama/Llama-2-70b-hf', 'llama', { layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, intermediateSize: 28672, vocabularySize: 32000, tiedEmbeddings: false }, 68_976_648_192],
  ['meta-llama/Meta-Llama-3-8B', 'llama', { layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 128256, tiedEmbeddings: false }, 8_030_261_248],
  ['meta-llama/Meta-Llama-3-70B', 'llama', { layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, intermediateSize: 28672, vocabularySize: 128256, tiedEmbeddings: false }, 70_553_706_496],
  ['meta-llama/Llama-3.1-405B', 'llama', { layers: 126, hiddenSize: 16384, attentionHeads: 128, keyValueHeads: 8, intermediateSize: 53248, vocabularySize: 128256, tiedEmbeddings: false }, 405_853_388_800],
  ['meta-llama/Llama-3.2-1B', 'llama', { layers: 16, hiddenSize: 2048, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 8192, vocabularySize: 128256 }, 1_235_814_400],
  ['meta-llama/Llama-3.2-3B', 'llama', { layers: 28, hiddenSize: 3072, attentionHeads: 24, keyValueHeads: 8, intermediateSize: 8192, vocabularySize: 128256 }, 3_212_749_824],
  ['TinyLlama/TinyLlama-1.1B-Chat-v1.0', 'llama', { layers: 22, hiddenSize: 2048, attentionHeads: 32, keyValueHeads: 4, intermediateSize: 5632, vocabularySize: 32000, tiedEmbeddings: false }, 1_100_048_384],
  ['HuggingFaceTB/SmolLM2-135M', 'llama', { layers: 30, hiddenSize: 576, attentionHeads: 9, keyValueHeads: 3, intermediateSize: 1536, vocabularySize: 49152 }, 134_515_008],
  ['HuggingFaceTB/SmolLM2-360M', 'llama', { layers: 32, hiddenSize: 960, attentionHeads: 15, keyValueHeads: 5, intermediateSize: 2560, vocabularySize: 49152 }, 361_821_120],
  ['HuggingFaceTB/SmolLM2-1.7B', 'llama', { layers: 24, hiddenSize: 2048, attentionHeads: 32, intermediateSize: 8192, vocabularySize: 49152 }, 1_711_376_384],
  ['mistralai/Mistral-7B-v0.1', 'mistral', { layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 32000, tiedEmbeddings: false }, 7_241_732_096],
  ['mistralai/Mistral-7B-v0.3', 'mistral', { layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 32768, tiedEmbeddings: false }, 7_248_023_552],
  ['mistralai/Mixtral-8x7B-v0.1', 'mixtral', { layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 32000, tiedEmbeddings: false, experts: 8, expertsPerToken: 2 }, 46_702_792_704],
  ['mistralai/Mixtral-8x22B-v0.1', 'mixtral', { layers: 56, hiddenSize: 6144, attentionHeads: 48, keyValueHeads: 8, intermediateSize: 16384, vocabularySize: 32768, tiedEmbeddings: false, experts: 8, expertsPerToken: 2 }, 140_630_071_296],
  ['google/gemma-2b', 'gemma', { layers: 18, hiddenSize: 2048, attentionHeads: 8, keyValueHeads: 1, intermediateSize: 16384, vocabularySize: 256000 }, 2_506_172_416],
  ['google/gemma-7b', 'gemma', { layers: 28, hiddenSize: 3072, attentionHeads: 16, headSize: 256, intermediateSize: 24576, vocabularySize: 256000 }, 8_537_680_896],
  ['google/gemma-2-2b', 'gemma2', { layers: 26, hiddenSize: 2304, attentionHeads: 8, keyValueHeads: 4, headSize: 256, intermediateSize: 9216, vocabularySize: 256000 }, 2_614_341_888],
  ['google/gemma-2-9b', 'gemma2', { layers: 42, hiddenSize: 3584, attentionHeads: 16, keyValueHeads: 8, headSize: 256, intermediateSize: 14336, vocabularySize: 256000 }, 9_241_705_984],
  ['google/gemma-2-27b', 'gemma2', { layers: 46, hiddenSize: 4608, attentionHeads: 32, keyValueHeads: 16, headSize: 128, intermediateSize: 36864, vocabularySize: 256000 }, 27_227_128_320],
  ['google/gemma-3-270m', 'gemma3_text', { layers: 18, hiddenSize: 640, attentionHeads: 4, keyValueHeads: 1, headSize: 256, intermediateSize: 2048, vocabularySize: 262144 }, 268_098_176],
  ['google/gemma-3-1b-pt', 'gemma3_text', { layers: 26, hiddenSize: 1152, attentionHeads: 4, keyValueHeads: 1, headSize: 256, intermediateSize: 6912, vocabularySize: 262144 }, 999_885_952],
  ['Qwen/Qwen2.5-0.5B', 'qwen2', { layers: 24, hiddenSize: 896, attentionHeads: 14, keyValueHeads: 2, intermediateSize: 4864, vocabularySize: 151936 }, 494_032_768],
  ['Qwen/Qwen2.5-1.5B', 'qwen2', { layers: 28, hiddenSize: 1536, attentionHeads: 12, keyValueHeads: 2, intermediateSize: 8960, vocabularySize: 151936 }, 1_543_714_304],
  ['Qwen/Qwen2.5-3B', 'qwen2', { layers: 36, hiddenSize: 2048, attentionHeads: 16, keyValueHeads: 2, intermediateSize: 11008, vocabularySize: 151936 }, 3_085_938_688],
  ['Qwen/Qwen2.5-7B', 'qwen2', { layers: 28, hiddenSize: 3584, attentionHeads: 28, keyValueHeads: 4, intermediateSize: 18944, vocabularySize: 152064, tiedEmbeddings: false }, 7_615_616_512],
  ['Qwen/Qwen2.5-14B', 'qwen2', { layers: 48, hiddenSize: 5120, attentionHeads: 40, keyValueHeads: 8, intermediateSize: 13824, vocabularySize: 152064, tiedEmbeddings: false }, 14_770_033_664],
  ['Qwen/Qwen2.5-72B', 'qwen2', { layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, intermediateSize: 29568, vocabularySize: 152064, tiedEmbeddings: false }, 72_706_203_648],
  ['Qwen/Qwen3-0.6B', 'qwen3', { layers: 28, hiddenSize: 1024, attentionHeads: 16, keyValueHeads: 8, headSize: 128, intermediateSize: 3072, vocabularySize: 151936 }, 596_049_920],
  ['Qwen/Qwen3-1.7B', 'qwen3', { layers: 28, hiddenSize: 2048, attentionHeads: 16, keyValueHeads: 8, intermediateSize: 6144, vocabularySize: 151936 }, 1_720_574_976],
  ['Qwen/Qwen3-4B', 'qwen3', { layers: 36, hiddenSize: 2560, attentionHeads: 32, keyValueHeads: 8, headSize: 128, intermediateSize: 9728, vocabularySize: 151936 }, 4_022_468_096],
  ['Qwen/Qwen3-8B', 'qwen3', { layers: 36, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 12288, vocabularySize: 151936, tiedEmbeddings: false }, 8_190_735_360],
  ['Qwen/Qwen3-30B-A3B', 'qwen3_moe', { layers: 48, hiddenSize: 2048, attentionHeads: 32, keyValueHeads: 4, headSize: 128, intermediateSize: 6144, vocabularySize: 151936, tiedEmbeddings: false, experts: 128, expertsPerToken: 8, expertIntermediateSize: 768 }, 30_532_122_624],
  ['Qwen/Qwen3-235B-A22B', 'qwen3_moe', { layers: 94, hiddenSize: 4096, attentionHeads: 64, keyValueHeads: 4, headSize: 128, intermediateSize: 12288, vocabularySize: 151936, tiedEmbeddings: false, experts: 128, expertsPerToken: 8, expertIntermediateSize: 1536 }, 235_093_634_560],
  ['tiiuae/falcon-7b', 'falcon', { layers: 32, hiddenSize: 4544, attentionHeads: 71, keyValueHeads: 1, intermediateSize: 18176, vocabularySize: 65024 }, 6_921_720_704],
  ['allenai/OLMo-7B-hf', 'olmo', { layers: 32, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 11008, vocabularySize: 50304, tiedEmbeddings: false }, 6_888_095_744],
  ['allenai/OLMo-2-1124-7B', 'olmo2', { layers: 32, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 11008, vocabularySize: 100352, tiedEmbeddings: false }, 7_298_617_344],
  ['stabilityai/stablelm-2-1_6b', 'stablelm', { layers: 24, hiddenSize: 2048, attentionHeads: 32, intermediateSize: 5632, vocabularySize: 100352, tiedEmbeddings: false }, 1_644_515_328],
  ['bigcode/starcoder2-3b', 'starcoder2', { layers: 30, hiddenSize: 3072, attentionHeads: 24, keyValueHeads: 2, intermediateSize: 12288, vocabularySize: 49152 }, 3_030_371_328],
  ['bigcode/starcoder2-7b', 'starcoder2', { layers: 32, hiddenSize: 4608, attentionHeads: 36, keyValueHeads: 4, intermediateSize: 18432, vocabularySize: 49152 }, 7_173_923_840],
  ['mosaicml/mpt-7b', 'mpt', { layers: 32, hiddenSize: 4096, attentionHeads: 32, intermediateSize: 16384, vocabularySize: 50432 }, 6_649_286_656],
  ['facebook/bart-base', 'bart', { layers: 6, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 50265, maxPositions: 1024 }, 139_420_416],
  ['facebook/bart-large', 'bart', { layers: 12, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 50265, maxPositions: 1024 }, 406_291_456],
  ['facebook/mbart-large-50', 'mbart', { layers: 12, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 250054, maxPositions: 1024 }, 610_879_488],
  ['t5-small', 't5', { layers: 6, hiddenSize: 512, attentionHeads: 8, intermediateSize: 2048, vocabularySize: 32128 }, 60_506_624],
  ['t5-base', 't5', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 3072, vocabularySize: 32128 }, 222_903_552],
  ['t5-large', 't5', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 4096, vocabularySize: 32128 }, 737_668_096],
  ['google/flan-t5-small', 't5_gated', { layers: 8, hiddenSize: 512, attentionHeads: 6, headSize: 64, intermediateSize: 1024, vocabularySize: 32128, tiedEmbeddings: false }, 76_961_152],
  ['google/flan-t5-base', 't5_gated', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 2048, vocabularySize: 32128, tiedEmbeddings: false }, 247_577_856],
  ['google/flan-t5-large', 't5_gated', { layers: 24, hiddenSize: 1024, attentionHeads: 16, intermediateSize: 2816, vocabularySize: 32128, tiedEmbeddings: false }, 783_150_080],
  ['google/flan-t5-xl', 't5_gated', { layers: 24, hiddenSize: 2048, attentionHeads: 32, intermediateSize: 5120, vocabularySize: 32128, tiedEmbeddings: false }, 2_849_757_184],
  ['google/mt5-small', 't5_gated', { layers: 8, hiddenSize: 512, attentionHeads: 6, headSize: 64, intermediateSize: 1024, vocabularySize: 250112, tiedEmbeddings: false }, 300_176_768],
  ['google/mt5-base', 't5_gated', { layers: 12, hiddenSize: 768, attentionHeads: 12, intermediateSize: 2048, vocabularySize: 250112, tiedEmbeddings: false }, 582_401_280],
  ['HuggingFaceTB/SmolLM3-3B', 'smollm3', { layers: 36, hiddenSize: 2048, attentionHeads: 16, keyValueHeads: 4, intermediateSize: 11008, vocabularySize: 128256 }, 3_075_098_624],
];

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
