// How many positions a speech encoder sees of a recording: the seconds of the data set's recordings, or the usual ones, at the encoder's rate.
import type { DatasetFacts, ModelSizes } from '../../model/architecture';
import { exactly, within, type Interval } from '../../model/interval';
import { scaled } from './scale';

export interface AudioLength {
  readonly positions: Interval;
  readonly longest: number;
  readonly why: string;
}

/** Whisper pads and cuts every recording to a window of 30 s (Radford et al. 2022, arXiv 2212.04356, section 2.2). */
const windowSeconds = 30;
const isWindowed = ({ name, decoderLayers }: ModelSizes): boolean => (decoderLayers ?? 0) > 0 && /whisper/i.test(name);

/** Means of public speech sets lie between commands of a second or two and read sentences of 12 s (LibriSpeech 12.3, Common Voice 5, TED-LIUM 8); longer recordings are cut at about 25 s. */
const usualSeconds: Interval = { low: 2, mid: 8, high: 20 };
/** Hours and number of recordings count different splits now and then. */
const meanFactor = 1.3;
/** The longest recording of a batch in units of the mean, which pads the others. */
const longestOfMean = 2;

/** @returns null for models that are no speech encoders, or whose rate is not known. */
export function audioLength(model: ModelSizes, named: DatasetFacts | undefined): AudioLength | null {
  const rate = model.family === 'speech' ? model.framesPerSecond : undefined;
  if (!rate) return null;
  if (isWindowed(model))
    return { positions: exactly(windowSeconds * rate), longest: windowSeconds * rate, why: 'every recording is padded to the window of 30 seconds' };
  const mean = named?.audioHours && named.trainSamples ? (3600 * named.audioHours) / named.trainSamples : undefined;
  const seconds = mean ? within(mean, meanFactor) : usualSeconds;
  return {
    positions: scaled(seconds, rate),
    longest: Math.round(seconds.mid * longestOfMean * rate),
    why: mean
      ? `recordings of ${mean.toFixed(1)} seconds on average, ${rate} positions a second`
      : `the length of the recordings is not stated; ${rate} positions a second`,
  };
}
