/**
 * Content of every kind, made: what detection is tuned on and tested with. All of it follows from `seed`.
 */

/** A source of numbers in [0, 1) that look random (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Words with the frequencies of a language, in lines. @param letters a word is made of. */
export function prose(seed: number, length: number, letters = 'eeetaoinshrdlucmfwypvbgk'): Uint8Array {
  const next = random(seed);
  const pick = (text: string) => [...text][Math.floor(next() * [...text].length)]!;
  const words = Array.from({ length: 300 }, () =>
    Array.from({ length: 2 + Math.floor(next() * 7) }, () => pick(letters)).join(''),
  );
  let text = '';
  for (let column = 0; text.length < length; ) {
    const word = words[Math.floor(words.length * next() ** 3)]!;
    column += word.length + 1;
    text += word + (column > 70 ? '\n' : next() < 0.1 ? ', ' : ' ');
    if (column > 70) column = 0;
  }
  return new TextEncoder().encode(text).subarray(0, length);
}

/** JSON with many numbers. */
export function json(seed: number, length: number): Uint8Array {
  const next = random(seed);
  let text = '[\n';
  for (let id = 0; text.length < length; id++) text += `  {"id": ${id}, "x": ${next()}, "on": ${next() < 0.5}},\n`;
  return new TextEncoder().encode(text).subarray(0, length);
}

/**
 * A surface as smooth as a photograph: bilinear noise at several scales, and a little of the finest.
 * @param grain size of the finest noise, of 1. @returns shape (rows, width), about 0 … 1.
 */
function surface(seed: number, width: number, rows: number, grain: number): Float64Array {
  const next = random(seed);
  const made = new Float64Array(width * rows);
  for (const [cell, size] of [
    [64, 0.5],
    [16, 0.25],
    [4, 0.1],
  ] as const) {
    const across = Math.ceil(width / cell) + 2;
    const knots = Float64Array.from({ length: across * (Math.ceil(rows / cell) + 2) }, next);
    for (let i = 0; i < made.length; i++) {
      const [x, y] = [(i % width) / cell, Math.floor(i / width) / cell];
      const at = Math.floor(y) * across + Math.floor(x);
      const [u, v] = [x % 1, y % 1];
      const above = knots[at]! * (1 - u) + knots[at + 1]! * u;
      const below = knots[at + across]! * (1 - u) + knots[at + across + 1]! * u;
      made[i]! += size * (above * (1 - v) + below * v);
    }
  }
  return made.map((x) => x + grain * (next() - 0.5));
}

/** 8-bit grey pixels. */
export function grey8(seed: number, width: number, rows: number, grain = 0.03): Uint8Array {
  return Uint8Array.from(surface(seed, width, rows, grain), (x) => clamp(x * 255, 0, 255));
}

/** 16-bit grey pixels of 12 bits, lowest byte first. */
export function grey16(seed: number, width: number, rows: number, grain = 0.03): Uint8Array {
  return littleEndian(surface(seed, width, rows, grain).map((x) => clamp(x * 4095, 0, 4095)));
}

/** 24-bit pixels whose colours are mostly one light. */
export function rgb24(seed: number, width: number, rows: number, grain = 0.03): Uint8Array {
  const light = surface(seed, width, rows, grain);
  const colours = [0, 1, 2].map((c) => surface(seed + 1 + c, width, rows, grain));
  return Uint8Array.from({ length: 3 * width * rows }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return clamp(255 * (0.6 * light[pixel]! + 0.25 * colours[i % 3]![pixel]! + 0.1 * (i % 3)), 0, 255);
  });
}

/** 1-bit pixels: ink in blobs and strokes. @returns rows of width / 8 bytes. */
export function bitmap(seed: number, width: number, rows: number): Uint8Array {
  const ink = surface(seed, width, rows, 0);
  return Uint8Array.from({ length: (width * rows) / 8 }, (_, i) => {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte = (byte << 1) | (ink[i * 8 + bit]! > 0.5 ? 1 : 0);
    return byte;
  });
}

/** Sound: tones that come and go, and hiss. @param channels that differ a little. */
export function pcm16(seed: number, channels: number, frames: number): Uint8Array {
  const next = random(seed);
  const tones = Array.from({ length: 8 }, () => [0.01 + 0.15 * next(), 0.0001 * next(), next()] as const);
  return littleEndian(
    Float64Array.from({ length: channels * frames }, (_, i) => {
      const [time, channel] = [Math.floor(i / channels), i % channels];
      let x = 0;
      for (const [pitch, swell, side] of tones) {
        x += Math.sin(time * pitch + channel * side) * Math.sin(time * swell + side * 6) * (channel ? side : 1 - side);
      }
      return clamp(x * 4000 + 200 * (next() - 0.5), -32768, 32767);
    }),
  );
}

/** Records of `stride` bytes: a mark, counters, numbers and a name. */
export function records(seed: number, stride: number, count: number): Uint8Array {
  const next = random(seed);
  const kinds = Array.from({ length: stride }, () => Math.floor(next() * 4));
  return Uint8Array.from({ length: stride * count }, (_, i) => {
    const [row, column] = [Math.floor(i / stride), i % stride];
    if (kinds[column] === 0) return column * 7; //                      always the same
    if (kinds[column] === 1) return (row >> 6) + column; //             a slow counter
    if (kinds[column] === 2) return next() * 256; //                    noise
    return 'ABCDEF'.charCodeAt(Math.floor(next() ** 2 * 6)); //         one of a few
  });
}

/** Bytes with the commonest instructions of x86 code, among them calls of a hundred functions. */
export function x86(seed: number, length: number): Uint8Array {
  const next = random(seed);
  const view = new DataView(new ArrayBuffer(length + 16));
  const bytes = new Uint8Array(view.buffer);
  const targets = Array.from({ length: 100 }, () => Math.floor(next() * length));
  const plain = [
    [0x55],
    [0x89, 0xe5],
    [0x8b, 0x45, 0x08],
    [0x83, 0xc4, 0x10],
    [0x85, 0xc0],
    [0x50],
    [0xc3],
    [0x74, 0x0c],
  ];
  for (let at = 0; at < length; ) {
    if (next() < 0.1) {
      bytes[at] = 0xe8;
      view.setInt32(at + 1, targets[Math.floor(next() ** 2 * 100)]! - (at + 5), true);
      at += 5;
    } else {
      const code = plain[Math.floor(next() * plain.length)]!;
      bytes.set(code, at);
      if (next() < 0.3) bytes[at + code.length - 1] = next() * 256;
      at += code.length;
    }
  }
  return bytes.slice(0, length);
}

/** Bytes without structure. */
export function noise(seed: number, length: number): Uint8Array {
  const next = random(seed);
  return Uint8Array.from({ length }, () => next() * 256);
}

function littleEndian(numbers: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  for (const [i, x] of numbers.entries()) view.setInt16(2 * i, x & 0xffff, true);
  return new Uint8Array(view.buffer);
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(x)));
}
