import { KIND_PCM16, KIND_RGB24 } from '../kinds';

/** How far back the neighbours that predict a sample stand: rows up, samples to the left (negative: to the right). */
const GREY_FAR: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 1, -3, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 1, 3, 2, -2, 2, -1, 2, 0, 2, 1, 2, 2, 3, -1, 3, 0, 3,
  1,
];
const GREY_NEAR: StaticArray<i32> = [0, 1, 0, 2, 1, -1, 1, 0, 1, 1, 2, 0];
/** The same for RGB, where a sample is a byte: the other colours of the same pixel and of those around. */
const RGB_FAR: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 9, 1, -6, 1, -3, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 2, -3,
  2, 0, 2, 1, 2, 2, 2, 3,
];
const RGB_NEAR: StaticArray<i32> = [0, 1, 0, 2, 0, 3, 1, -3, 1, 0, 1, 1, 1, 2, 1, 3];
/** More of them, where local predictions follow. */
const GREY_WIDE: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 1, -5, 1, -4, 1, -3, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 2, -4, 2, -3, 2, -2, 2,
  -1, 2, 0, 2, 1, 2, 2, 2, 3, 2, 4, 3, -3, 3, -2, 3, -1, 3, 0, 3, 1, 3, 2, 3, 3, 4, -1, 4, 0, 4, 1,
];
const RGB_WIDE: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0, 10, 0, 11, 1, -6, 1, -5, 1, -4, 1, -3, 1, -2, 1, -1, 1, 0, 1,
  1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1, 8, 2, -6, 2, -3, 2, -2, 2, -1, 2, 0, 2, 1, 2, 2, 2, 3, 2, 4, 2, 5, 2, 6, 3,
  0, 3, 1, 3, 2, 3, 3,
];
/** The fewer neighbours of local predictions; the many are those of the far one without them. */
const GREY_FEW: StaticArray<i32> = [0, 1, 0, 2, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 2, -1, 2, 0, 2, 1];
const RGB_FEW: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, -3, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 1, 3, 2, 0,
];
/** Audio: how many samples before, of all channels. */
const PCM_FAR: u32 = 32;
const PCM_NEAR: u32 = 16;

/** Which samples predict the next one: the distances in bytes back to the first byte of each. */
export class Neighbours {
  /** Of the prediction from many samples, and of the one from few. */
  readonly far: StaticArray<i32>;
  readonly near: StaticArray<i32>;
  /** Of the two local predictions of pixels. */
  readonly localFew: StaticArray<i32>;
  readonly localMany: StaticArray<i32>;

  /** @param kind one that `isSamples` (kinds.ts). @param stride bytes in a row. @param wide bytes of a sample. @param isLocal whether local predictions follow. */
  constructor(kind: u32, stride: u32, wide: u32, isLocal: bool) {
    const audio = kind === KIND_PCM16;
    const rgb = kind === KIND_RGB24;
    const many = audio ? last(PCM_FAR) : lags(rgb ? RGB_FAR : GREY_FAR, stride, wide);
    this.far = isLocal ? lags(rgb ? RGB_WIDE : GREY_WIDE, stride, wide) : many;
    this.near = audio ? last(PCM_NEAR) : lags(rgb ? RGB_NEAR : GREY_NEAR, stride, wide);
    this.localFew = lags(rgb ? RGB_FEW : GREY_FEW, stride, wide);
    this.localMany = many;
  }
}

/** @param offsets rows up and samples left, in turn. */
function lags(offsets: StaticArray<i32>, stride: u32, wide: u32): StaticArray<i32> {
  const found = new StaticArray<i32>(offsets.length >> 1);
  for (let i = 0; i < found.length; i++) {
    unchecked((found[i] = unchecked(offsets[2 * i]) * <i32>stride + unchecked(offsets[2 * i + 1]) * <i32>wide));
  }
  return found;
}

/** The last samples of two bytes. */
function last(count: u32): StaticArray<i32> {
  const found = new StaticArray<i32>(count);
  for (let i: u32 = 0; i < count; i++) unchecked((found[i] = (i + 1) * 2));
  return found;
}
