import { ln32 } from '../../math/elementary';
import { squash4 } from '../../mixing/logistic';

/** Added to a sum of probabilities: where both halves are next to impossible, neither is likelier. */
const DOUBT: f32 = 0.0000001;

/*
 * stretch(P(next bit = 1)) of a sample's byte, the sample being distributed logistically around `mean` with the scale
 * 1 / `rate`. Of the bytes that begin with the bits known so far, [start, start + width), the upper half has a 1 next.
 */

/** Of a sample of one byte. What lies beyond 0 and 255 counts as these. */
@inline
export function stretchOnly(start: f32, width: f32, mean: f32, rate: f32): f32 {
  const f = cdf(f32x4(start - 0.5, start + width * 0.5 - 0.5, start + width - 0.5, 0), mean, rate);
  const from: f32 = start === 0 ? 0 : f32x4.extract_lane(f, 0);
  const to: f32 = start + width >= 256 ? 1 : f32x4.extract_lane(f, 2);
  return stretchOf(DOUBT + (f32x4.extract_lane(f, 1) - from), DOUBT + (to - f32x4.extract_lane(f, 1)));
}

/** Of the low byte of two, which comes first. The values that end in a byte are 256 apart: those nearest to the mean count. */
@inline
export function stretchLow(start: f32, width: f32, mean: f32, rate: f32): f32 {
  let zeros: f32 = DOUBT;
  let ones: f32 = DOUBT;
  const base = <f32>nearest((mean - start - width * 0.5) * (1.0 / 256)) * 256 + start;
  for (let k: i32 = -2; k <= 2; k++) {
    const at = base + <f32>(k * 256);
    const f = cdf(f32x4(at - 0.5, at + width * 0.5 - 0.5, at + width - 0.5, 0), mean, rate);
    zeros += f32x4.extract_lane(f, 1) - f32x4.extract_lane(f, 0);
    ones += f32x4.extract_lane(f, 2) - f32x4.extract_lane(f, 1);
  }
  return stretchOf(zeros, ones);
}

/** Of the high byte of two. Of the values that end in the low byte, each stands for the 256 around it. @param lowByte 0 … 255. */
@inline
export function stretchHigh(start: f32, width: f32, lowByte: f32, signed: bool, mean: f32, rate: f32): f32 {
  const low = lowByte - 128;
  if (signed && width === 256) {
    // The first bit is the sign.
    const negative = f32x4.extract_lane(cdf(f32x4(low, 0, 0, 0), mean, rate), 0);
    return stretchOf(DOUBT + (1 - negative), DOUBT + negative);
  }
  const from = (signed && start >= 128 ? start - 256 : start) * 256 + low;
  const f = cdf(f32x4(from, from + width * 128, from + width * 256, 0), mean, rate);
  return stretchOf(
    DOUBT + (f32x4.extract_lane(f, 1) - f32x4.extract_lane(f, 0)),
    DOUBT + (f32x4.extract_lane(f, 2) - f32x4.extract_lane(f, 1)),
  );
}

@inline
function stretchOf(zeros: f32, ones: f32): f32 {
  return ln32(max(ones, DOUBT) / max(zeros, DOUBT));
}

/** P(x < edge) of a logistic distribution. */
@inline
function cdf(edges: v128, mean: f32, rate: f32): v128 {
  return squash4(f32x4.mul(f32x4.sub(edges, f32x4.splat(mean)), f32x4.splat(rate)));
}
