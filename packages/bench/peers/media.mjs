/** Lossless coders of images and sound. Images are given to all programs, these and the others, as PPM or PGM: raw pixels. */
import { peers } from './peer.mjs';

const load = () => import('../src/pnm.mjs');

const isImage = ({ name }) => /\.p[gp]m$/.test(name);

export const PEERS = peers(import.meta.url, { group: 'media' }, [
  {
    name: 'flac',
    options: '-8',
    from: 'Debian flac',
    version: 'flac --version',
    compress: 'flac -s -8 --keep-foreign-metadata-if-present -o {out} {in}',
    decompress: 'flac -s -d --keep-foreign-metadata-if-present -o {out} {in}',
    suffix: '.flac',
    takes: ({ name }) => name.endsWith('.wav'),
    rate: 1e7,
  },
  {
    name: 'cwebp',
    options: '-lossless -z 9',
    label: 'cwebp -z 9',
    from: 'Debian webp',
    version: 'cwebp -version',
    compress: 'cwebp -quiet -lossless -z 9 -exact {in} -o {out}',
    decompress: 'dwebp -quiet -ppm {in} -o {out}',
    suffix: '.webp',
    // It knows no grey: what it gives back has three channels.
    takes: ({ name }) => name.endsWith('.ppm'),
    rate: 2e5,
  },
  {
    name: 'cjxl',
    options: '-d 0 -e 9',
    label: 'cjxl -e 9',
    from: 'Debian libjxl-tools',
    version: 'cjxl --version',
    compress: 'cjxl --quiet -d 0 -e 9 --num_threads=0 {in} {out}',
    decompress: 'djxl --quiet --num_threads=0 {in} {out}',
    suffix: '.jxl',
    takes: isImage,
    rate: 5e4,
  },
  {
    name: 'optipng',
    options: '-o7',
    from: 'Debian optipng',
    version: 'optipng --version',
    compress: 'optipng -quiet -o7 -out {out} {in}',
    decompress: (bytes, { pnmOfPng }) => pnmOfPng(bytes),
    load,
    suffix: '.png',
    takes: isImage,
    rate: 5e4,
  },
]);
