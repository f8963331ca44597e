/** What a JavaScript user has today. The packages are installed here by `npm run bench:peers`, and shipped with nothing. */
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import zlib from 'node:zlib';
import { peers } from './peer.mjs';

/** A CommonJS or ES module's exports, whichever of the two it is. */
const load = (name) => async () => {
  const module = await import(name);
  return module.default ?? module;
};

const BROTLI = {
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 },
};

const ZSTD = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 22 } };

/** node:zlib has zstd from Node 22.15 on. */
async function loadZstd() {
  if (!zlib.zstdCompressSync) throw new Error('needs Node 22.15');
}

/** One codec of compressjs. Its functions give plain arrays. */
const compressjs = (codec, level, rate) => ({
  name: 'compressjs',
  options: level ? `${codec} ${level}` : codec,
  version: 'compressjs',
  from: 'npm compressjs',
  load: load('compressjs'),
  compress: (bytes, library) => Uint8Array.from(library[codec].compressFile(bytes, undefined, level)),
  decompress: (bytes, library) => Uint8Array.from(library[codec].decompressFile(bytes)),
  rate,
});

const latin1 = (bytes) => Buffer.from(bytes).toString('latin1');

export const PEERS = peers(import.meta.url, { group: 'javascript' }, [
  {
    name: 'node:zlib deflate',
    options: 'level 9',
    label: 'node deflate',
    from: 'Node.js',
    version: 'node',
    compress: (bytes) => zlib.deflateSync(bytes, { level: 9 }),
    decompress: (bytes) => zlib.inflateSync(bytes),
    rate: 2e7,
    quick: true,
  },
  {
    name: 'node:zlib brotli',
    options: 'quality 11, lgwin 24',
    label: 'node brotli',
    from: 'Node.js',
    version: 'node',
    compress: (bytes) => zlib.brotliCompressSync(bytes, BROTLI),
    decompress: (bytes) => zlib.brotliDecompressSync(bytes),
    rate: 6e5,
  },
  {
    name: 'node:zlib zstd',
    options: 'level 22',
    label: 'node zstd',
    from: 'Node.js',
    version: 'node',
    load: loadZstd,
    compress: (bytes) => zlib.zstdCompressSync(bytes, ZSTD),
    decompress: (bytes) => zlib.zstdDecompressSync(bytes),
    rate: 2e6,
  },
  {
    name: 'fflate',
    options: 'level 9, mem 12',
    label: 'fflate',
    from: 'npm fflate',
    version: 'fflate',
    load: load('fflate'),
    compress: (bytes, { zlibSync }) => zlibSync(bytes, { level: 9, mem: 12 }),
    decompress: (bytes, { unzlibSync }) => unzlibSync(bytes),
    rate: 1e7,
  },
  {
    name: 'pako',
    options: 'level 9',
    label: 'pako',
    from: 'npm pako',
    version: 'pako',
    load: load('pako'),
    compress: (bytes, { deflate }) => deflate(bytes, { level: 9 }),
    decompress: (bytes, { inflate }) => inflate(bytes),
    rate: 8e6,
  },
  {
    name: 'lz-string',
    options: 'one character a byte',
    label: 'lz-string',
    from: 'npm lz-string',
    version: 'lz-string',
    load: load('lz-string'),
    compress: (bytes, library) => library.compressToUint8Array(latin1(bytes)),
    decompress: (bytes, library) => Buffer.from(library.decompressFromUint8Array(bytes), 'latin1'),
    rate: 3e6,
  },
  {
    name: '@bokuweb/zstd-wasm',
    options: 'level 22',
    label: 'zstd-wasm',
    from: 'npm @bokuweb/zstd-wasm',
    version: '@bokuweb/zstd-wasm',
    load: async () => {
      const library = await load('@bokuweb/zstd-wasm')();
      await library.init();
      return library;
    },
    compress: (bytes, library) => library.compress(bytes, 22),
    decompress: (bytes, library) => library.decompress(bytes),
    rate: 1.5e6,
  },
  {
    name: 'brotli-wasm',
    options: 'quality 11',
    label: 'brotli-wasm',
    from: 'npm brotli-wasm',
    version: 'brotli-wasm',
    // Its ES module is for browsers, and would fetch.
    load: async () => createRequire(import.meta.url)('brotli-wasm'),
    compress: (bytes, library) => library.compress(bytes, { quality: 11 }),
    decompress: (bytes, library) => library.decompress(bytes),
    rate: 4e5,
  },
  {
    name: 'lzma (LZMA-JS)',
    options: 'mode 9',
    label: 'LZMA-JS',
    from: 'npm lzma',
    version: 'lzma',
    load: load('lzma'),
    compress: (bytes, library) => Uint8Array.from(library.compress(bytes, 9)),
    // What looks like UTF-8 comes back as a string.
    decompress: (bytes, library) => Buffer.from(library.decompress(bytes)),
    rate: 8e4,
  },
  compressjs('PPM', undefined, 2e5),
  compressjs('BWTC', 9, 7e5),
  compressjs('Bzip2', 9, 4e5),
  compressjs('Lzp3', 9, 4e6),
  compressjs('Dmc', undefined, 1.3e6),
  {
    name: 'roadroller',
    options: 'defaults, then deflate',
    label: 'roadroller',
    from: 'npm roadroller',
    version: 'roadroller',
    load: load('roadroller'),
    compress: async (bytes, { Packer }) => {
      const packer = new Packer([{ data: Buffer.from(bytes).toString('utf8'), type: 'text', action: 'write' }], {});
      const { firstLine, secondLine } = packer.makeDecoder();
      return zlib.deflateRawSync(Buffer.from(firstLine + secondLine), { level: 9 });
    },
    decompress: (bytes) => {
      const written = [];
      globalThis.document = { write: (text) => written.push(text) };
      runInThisContext(zlib.inflateRawSync(bytes).toString());
      return Buffer.from(written.join(''));
    },
    takes: ({ text, bytes }) => text && bytes <= 2e6,
    rate: 1.5e5,
    note: 'the decoder is in the archive, which is a program in JavaScript, deflated as its users do; text alone',
  },
  {
    name: 'smaz',
    options: '',
    from: 'npm @remusao/smaz',
    version: '@remusao/smaz',
    load: load('@remusao/smaz'),
    compress: (bytes, library) => library.compress(bytes),
    decompress: (bytes, library) => library.decompressRaw(bytes),
    takes: ({ text, bytes }) => text && bytes <= 1e5,
    note: 'made for short English text; its dictionary stands in the decoder; what it decodes ends after about 40,000 bytes',
    rate: 1e6,
  },
]);
