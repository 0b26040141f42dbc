// How big a model is: the sizes that FLOPs, memory and time follow from.
import type { Provenance } from './source';

export type ModelFamily =
  | 'decoder'
  | 'encoder'
  | 'encoder-decoder'
  | 'cnn'
  | 'vit'
  | 'detection'
  | 'diffusion'
  | 'speech'
  | 'multimodal'
  | 'embedding'
  | 'recommender'
  | 'recurrent'
  | 'mlp'
  | 'other';

/** Sizes of one architecture. Counts are plain numbers; absent where the source does not say. */
export interface ModelSizes {
  /** the identifier as written, or a description of the layers */
  readonly name: string;
  readonly family: ModelFamily;
  readonly parameters: number;
  /** parameters that one token meets (mixture of experts), embeddings included */
  readonly activeParameters?: number;
  /** the input embedding table alone (vocabulary x its width), which a forward pass only looks up; with tied embeddings it is the output head too */
  readonly embeddingParameters?: number;
  readonly layers?: number;
  readonly decoderLayers?: number;
  readonly hiddenSize?: number;
  readonly attentionHeads?: number;
  readonly keyValueHeads?: number;
  readonly headSize?: number;
  readonly intermediateSize?: number;
  readonly gatedMlp?: boolean;
  readonly vocabularySize?: number;
  /** the longest input in tokens that the architecture takes */
  readonly maxPositions?: number;
  readonly tiedEmbeddings?: boolean;
  readonly experts?: number;
  readonly expertsPerToken?: number;
  readonly sharedExperts?: number;
  readonly expertIntermediateSize?: number;
  /** forward, one sample at `imageSize`, 2 per multiply-add */
  readonly forwardFlopsPerSample?: number;
  /** million activation elements of one sample's forward pass, where the source has it */
  readonly activationsMillions?: number;
  readonly imageSize?: number;
  /** positions an encoder sees for a second of audio */
  readonly framesPerSecond?: number;
  /** parts that run forward only beside the trained one (diffusion's text encoder and VAE) */
  readonly frozenParameters?: number;
  /** frames of a clip, for video models */
  readonly frames?: number;
  /** positions that one image adds to the language model's input */
  readonly imageTokens?: number;
  /** parameters of a multimodal model's parts */
  readonly languageParameters?: number;
  readonly visionParameters?: number;
  readonly textParameters?: number;
  /** the Hugging Face class or library of the row, and the task it is listed for */
  readonly architecture?: string;
  readonly library?: string;
  readonly task?: string;
  readonly provenance: readonly Provenance[];
}

/** A named data set, as loaders call it. */
export interface DatasetFacts {
  readonly name: string;
  readonly library?: string;
  readonly config?: string;
  readonly modality?: string;
  readonly trainSamples?: number;
  /** 90 % of what `trainSamples` may be, where it was not counted to the end */
  readonly trainSamplesLow?: number;
  readonly trainSamplesHigh?: number;
  readonly validationSamples?: number;
  readonly testSamples?: number;
  readonly tokensMean?: number;
  /** `tokensMean` is right within this factor, 90 %; 1.25 where absent */
  readonly tokensMeanFactor?: number;
  readonly tokensP50?: number;
  readonly tokensP90?: number;
  readonly tokensP99?: number;
  readonly tokensMax?: number;
  readonly tokensDeviation?: number;
  /** what the token figures count; absent where the source does not say */
  readonly tokenizer?: string;
  /** of the whole set */
  readonly totalTokens?: number;
  /** splits of other names, as `name=samples;...` */
  readonly otherSplits?: string;
  readonly bytesPerSample?: number;
  readonly imageSize?: number;
  readonly audioHours?: number;
  readonly classes?: number;
  readonly provenance: readonly Provenance[];
}
