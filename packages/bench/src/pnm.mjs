import { PNG } from 'pngjs';

/**
 * Pixels of a PNG as a binary PPM (three channels) or PGM (one): what every program that is compared is given.
 * @param {Uint8Array} png of 8 bits a channel, without transparency.
 */
export function pnmOfPng(png) {
  const { width, height, data, depth, color, alpha, palette } = PNG.sync.read(Buffer.from(png));
  if (depth > 8 || alpha) throw new RangeError('only images of 8 bits and without transparency are compared');
  const grey = !color && !palette;
  const channels = grey ? 1 : 3;
  const pixels = Buffer.alloc(width * height * channels);
  // pngjs gives four channels, whatever the file has.
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < channels; channel++) pixels[i * channels + channel] = data[i * 4 + channel];
  }
  return Buffer.concat([Buffer.from(`${grey ? 'P5' : 'P6'}\n${width} ${height}\n255\n`), pixels]);
}

/** Whether it has one channel. @param {Uint8Array} png */
export const isGrey = (png) => (png[25] & 2) === 0 && (png[25] & 1) === 0;
