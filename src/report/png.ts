/** A chart as a picture for Word, which draws no SVG everywhere. */
import { Resvg } from '@resvg/resvg-js';
import { families, pictureFont } from './fonts.ts';

/** Twice the size on paper, so that it prints sharp. Width and height in px of the picture. */
export function pngOf(svg: string): { readonly bytes: Uint8Array; readonly width: number; readonly height: number } {
  const picture = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'width', value: 1280 },
    font: { loadSystemFonts: false, fontFiles: [pictureFont()], defaultFontFamily: families().sans },
  }).render();
  return { bytes: new Uint8Array(picture.asPng()), width: picture.width, height: picture.height };
}
