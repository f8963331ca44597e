/**
 * Small inputs that every engine makes alike: what the golden files and the engine matrix are about.
 * One for each kind of content that the detector knows, and the corners.
 */

/** Numerical Recipes' 32-bit generator: poor, short, the same everywhere. */
function generator(seed) {
  let state = seed >>> 0;
  /** @param {number} below @returns an integer in [0, below) */
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const bytesOf = (text) => new TextEncoder().encode(text);

/** @param {number} n @param {(i: number) => number} at */
const bytes = (n, at) => Uint8Array.from({ length: n }, (_, i) => at(i));

const WORDS =
  'the of and to in a is that it was for on are with as be this by from they we say her she or an will my one all would there their what so up out if about who get which go me when make can like time no just him know take'.split(
    ' ',
  );

function prose(n, seed) {
  const random = generator(seed);
  let text = '';
  while (text.length < n) {
    const length = 4 + random(12);
    const words = Array.from({ length }, () => WORDS[Math.min(random(WORDS.length), random(WORDS.length))]);
    text += `${words[0][0].toUpperCase()}${words.join(' ').slice(1)}${random(5) === 0 ? '.\n\n' : '. '}`;
  }
  return bytesOf(text.slice(0, n));
}

function json(rows) {
  const random = generator(7);
  const row = (i) => ({ id: i, name: `user ${random(1000)}`, tags: [WORDS[random(60)], WORDS[random(60)]], ok: random(2) > 0 });
  return bytesOf(JSON.stringify(Array.from({ length: rows }, (_, i) => row(i)), null, 1));
}

function log(rows) {
  const random = generator(11);
  const line = (i) =>
    `2026-01-02 03:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} ` +
    `${['INFO', 'WARN', 'DEBUG'][random(3)]} request ${random(99999)} took ${random(400)} ms\n`;
  return bytesOf(Array.from({ length: rows }, (_, i) => line(i)).join(''));
}

/** Records of 12 bytes: a counter, a slow value, a noisy one. */
function records(rows) {
  const random = generator(13);
  const data = new Uint8Array(rows * 12);
  const view = new DataView(data.buffer);
  for (let i = 0; i < rows; i++) {
    view.setUint32(i * 12, 1000 + i, true);
    view.setUint32(i * 12 + 4, 70000 + 3 * i + random(5), true);
    view.setUint32(i * 12 + 8, random(256), true);
  }
  return data;
}

/** Calls of a few functions between common instructions of 64-bit x86. */
function machineCode(n) {
  const random = generator(17);
  const code = [];
  const common = [[0x48, 0x89, 0xe5], [0x48, 0x83, 0xec, 0x20], [0x31, 0xc0], [0xc3], [0x55], [0x8b, 0x45, 0xfc], [0x90]];
  while (code.length < n) {
    for (let i = random(5); i >= 0; i--) code.push(...common[random(common.length)]);
    const distance = random(8) * 64 - code.length;
    code.push(0xe8, distance & 0xff, (distance >> 8) & 0xff, (distance >> 16) & 0xff, (distance >> 24) & 0xff);
  }
  return Uint8Array.from(code.slice(0, n));
}

/** An uncompressed 24-bit BMP of a smooth picture with a little noise. */
function bitmap(width, height) {
  const random = generator(19);
  const row = (width * 3 + 3) & ~3;
  const data = new Uint8Array(54 + row * height);
  const view = new DataView(data.buffer);
  data.set([0x42, 0x4d]);
  for (const [at, value] of [[2, data.length], [10, 54], [14, 40], [18, width], [22, height], [34, row * height]]) {
    view.setUint32(at, value, true);
  }
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([x + random(3), y + random(3), (x + y) / 2], 54 + y * row + x * 3);
  }
  return data;
}

/** A PBM picture, one bit a pixel: lines of a few letters, with a little noise. */
function scan(width, height) {
  const random = generator(31);
  const letters = Array.from({ length: 6 }, () => bytes(9, () => random(256) & random(256) & 0x7e));
  const head = bytesOf(`P4\n${width} ${height}\n`);
  const data = new Uint8Array(head.length + (width / 8) * height);
  data.set(head);
  for (let top = 3; top + 9 < height; top += 13) {
    for (let column = 1; column < width / 8 - 1; column++) {
      const letter = letters[random(6)];
      for (let y = 0; y < 9; y++) {
        const noise = random(12) === 0 ? 1 << random(8) : 0;
        data[head.length + ((top + y) * width) / 8 + column] = letter[y] ^ noise;
      }
    }
  }
  return data;
}

/** A WAVE file, 16 bits, two channels: triangle waves. */
function audio(samples) {
  const random = generator(23);
  const data = new Uint8Array(44 + samples * 4);
  const view = new DataView(data.buffer);
  data.set(bytesOf('RIFF'), 0);
  view.setUint32(4, data.length - 8, true);
  data.set(bytesOf('WAVEfmt '), 8);
  view.setUint32(16, 16, true);
  for (const [at, value] of [[20, 1], [22, 2], [32, 4], [34, 16]]) view.setUint16(at, value, true);
  view.setUint32(24, 44100, true);
  view.setUint32(28, 176400, true);
  data.set(bytesOf('data'), 36);
  view.setUint32(40, samples * 4, true);
  for (let i = 0; i < samples; i++) {
    view.setInt16(44 + i * 4, (Math.abs((i % 200) - 100) - 50) * 200 + random(16), true);
    view.setInt16(46 + i * 4, (Math.abs((i % 150) - 75) - 37) * 150 + random(16), true);
  }
  return data;
}

const random = generator(29);

/** @type {Readonly<Record<string, Uint8Array>>} */
export const INPUTS = {
  empty: new Uint8Array(0),
  one: Uint8Array.of(65),
  short: bytesOf('A short message, such as a phone would send.'),
  prose: prose(20000, 3), // longer than the kernel's chunk
  greek: bytesOf('Ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν, καὶ θεὸς ἦν ὁ λόγος. '.repeat(12)),
  json: json(60),
  log: log(100),
  records: records(400),
  machineCode: machineCode(9000),
  bitmap: bitmap(40, 40),
  scan: scan(240, 100),
  audio: audio(1500),
  zeros: new Uint8Array(40000),
  ones: new Uint8Array(40000).fill(255),
  random: bytes(700, () => random(256)),
  alternating: bytes(3000, (i) => (i % 3 === 0 ? 0xff : 0)),
};
