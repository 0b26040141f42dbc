// How many activation elements an image network writes in one forward pass, where no table says.

import type { Point } from './point';

/**
 * Regression over the 2,497 networks of the timm table that carry both figures (log-log; residual standard deviation 0.46):
 * million elements = exp(1.932) x GMACs^0.581 x (million parameters)^-0.038 x (side / 224)^1.590.
 */
const regression = { intercept: 1.932, gigaMacs: 0.581, megaParameters: -0.038, side: 1.59 } as const;
const referenceSide = 224;
/** Width of a layer in networks on tables of features: each output costs this many multiply-adds. */
const usualLayerWidth = 256;

/** @returns elements of one sample's forward pass. */
export function activationElements(forwardFlops: number, parameters: number, imageSize: number): number {
  const gigaMacs = Math.max(forwardFlops, 1) / 2e9;
  const side = imageSize > 0 ? imageSize / referenceSide : 1;
  const millions =
    Math.exp(regression.intercept) * gigaMacs ** regression.gigaMacs * (Math.max(parameters, 1) / 1e6) ** regression.megaParameters * side ** regression.side;
  return millions * 1e6;
}

/** Elements a forward FLOP of a diffusion U-Net: 2.4e9 to 0.68e12 at 512 px, attention scores included (memory of diffusers' training scripts); without the scores, which fused attention keeps none of, 0.7e9. */
const unetElementsPerFlop = 0.0036;
const unetElementsPerFlopFused = 0.0011;
/** Denoisers of a sequence of patches, by the table's name of their kind; the others are U-Nets. */
const patchDenoiser = /flux|sd-3|pixart|dit|sana|lumina|omnigen|hunyuan|wan|ltx|cogvideo|mochi|latte|auraflow|qwen|chroma|hidream|cosmos|z-image/;
/** A transformer block keeps 17 elements for each unit of its width (34 bytes, Korthikanti et al. 2022) and takes 24 times the width in FLOPs for each. */
const blockElementsPerFlop = 17 / 24;

export const isPatchDenoiser = ({ shape, model }: Point): boolean => shape.family === 'diffusion' && patchDenoiser.test(model.task ?? '');

/** Elements that one sample's forward pass writes: the table's, scaled with the pixels, or the regression's. */
export function imageElements(point: Point, forwardFlops: number): number {
  const { model, imageSize } = point;
  if (imageSize <= 0 && !model.activationsMillions) return Math.max(1, forwardFlops / (2 * usualLayerWidth));
  if (!model.activationsMillions) return activationElements(forwardFlops, point.shape.parameters, imageSize);
  return model.activationsMillions * 1e6 * (imageSize > 0 && model.imageSize ? (imageSize / model.imageSize) ** 2 : 1);
}

/** Elements that one sample keeps for the backward pass; a U-Net's attention at the upper resolutions adds to what its layers write. */
export function keptElements(point: Point, forwardFlops: number): number {
  if (point.shape.family !== 'diffusion') return imageElements(point, forwardFlops);
  if (isPatchDenoiser(point)) return (forwardFlops * blockElementsPerFlop) / point.shape.hiddenSize;
  return forwardFlops * (point.flash ? unetElementsPerFlopFused : unetElementsPerFlop);
}
