// What the middle of an estimate leaves out and its upper end has: a host that prepares images slowly, and what starting a run takes.
/** Images of 224 pixels a second that the processors beside one device decode and augment: sixteen of them at 125 each (torchvision's JPEG pipeline; Leclerc et al. 2023, FFCV). */
const loaderImagesPerSecond = 2000;
const loaderReferenceSide = 224;
/** Small images cost what Python takes for each. */
const smallestLoaderShare = 0.1;
/** @returns seconds for one image; 0 where there is none */
export const slowLoaderSeconds = (imageSize: number): number =>
  imageSize > 0 ? Math.max(smallestLoaderShare, (imageSize / loaderReferenceSide) ** 2) / loaderImagesPerSecond : 0;

/** What nobody counts in a training time: imports, reading and writing the weights, preparing the data, compiling. Up to one and a half minutes, and the weights in 16 bits from a disk of two gigabytes a second. */
const slowStartSeconds = 90;
export const slowStartupSeconds = (parameters: number): number => slowStartSeconds + (2 * parameters) / 2e9;
