// The report's picture in dots: drawn from the same SVG that can be saved, at twice its size.
import type { Report } from '../../src/report/reportModel';
import { loadReporting } from './estimator';
import { send } from './host';
import { t } from './strings';

const SCALE = 2;

/** Has the extension save the picture; nothing happens while the run has no figure. */
export async function savePicture(report: Report): Promise<void> {
  const { reportToSvg } = await loadReporting();
  const svg = reportToSvg(report, t);
  if (svg !== undefined) send({ type: 'savePicture', png: await drawn(svg) });
}

/** @returns the image in base64 */
async function drawn(svg: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth * SCALE, height: image.naturalHeight * SCALE });
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
