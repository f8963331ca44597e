import { type Content, contentOf } from '../../base/byte-streams.js';
import { checkInteger } from '../../base/checks.js';
import { checkProgressOptions, ProgressMeter, type ProgressOptions, throttled } from '../../base/progress.js';
import { analyse } from '../../plan/detect/detect.js';
import { CHUNK_BYTES } from '../../predictor/coding.js';
import { Predictor } from '../../predictor/predictor.js';
import { LEVELS, type Level } from '../../registry/levels.js';

/** How to explain bytes. */
export interface ExplainOptions extends ProgressOptions {
  /** `default` if left out. */
  readonly level?: Level;
  /** A model by name, in place of a level. */
  readonly model?: string;
  /** Predictions to keep for each byte, 0 to 16. Each byte then takes about 30 times as long. 0 if left out. */
  readonly top?: number;
}

/** The costs and predictions of a model for some bytes. */
export interface Explanation {
  /** Name of the model. */
  readonly model: string;
  readonly bytes: Uint8Array;
  /** −log2 P(byte | all before it), in bits. Shape (n). */
  readonly bits: Float32Array<ArrayBuffer>;
  /** Their sum. */
  readonly total: number;
  /** Predictions kept for each byte. */
  readonly top: number;
  /** The likeliest values predicted for each byte, the likeliest first. Shape (n, top), row-major. */
  readonly predicted: Uint8Array<ArrayBuffer>;
  /** Their probabilities. Shape (n, top). */
  readonly probabilities: Float32Array<ArrayBuffer>;
}

const TOP_MAX = 16;
/** Bytes between breaks when predictions are kept. */
const CHUNK_BYTES_TOP = 64;

/**
 * The cost of each byte under a model that learns as it reads, and what the model expected instead. The model receives
 * the kind of content, as in an archive. Words are not coded, so that each byte has its own cost.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export async function explain(input: Content, options: ExplainOptions = {}): Promise<Explanation> {
  checkProgressOptions(options);
  const { level, model, top = 0 } = options;
  if (level !== undefined && model !== undefined) throw new TypeError('level and model cannot be combined');
  checkInteger('top', top, 0, TOP_MAX);
  const bytes = await contentOf(input, options.signal);
  const { kind, stride } = analyse(bytes);
  const predictor = await Predictor.create(model ?? level, { size: bytes.length, kind, stride });
  const bits = new Float32Array(bytes.length);
  const predicted = new Uint8Array(bytes.length * top);
  const probabilities = new Float32Array(bytes.length * top);
  const meter = new ProgressMeter(options, bytes.length);
  const note = meter.part();
  const tick = throttled(note);
  const chunk = top > 0 ? CHUNK_BYTES_TOP : CHUNK_BYTES;
  let total = 0;
  for (let at = 0; at < bytes.length; at += chunk) {
    const end = Math.min(at + chunk, bytes.length);
    if (top === 0) bits.set(predictor.surprisal(bytes.subarray(at, end)), at);
    for (let i = at; i < end && top > 0; i++) {
      const next = predictor.next();
      for (const [rank, byte] of likeliest(next, top).entries()) {
        predicted[i * top + rank] = byte;
        probabilities[i * top + rank] = next[byte] as number;
      }
      bits.set(predictor.surprisal(bytes.subarray(i, i + 1)), i);
    }
    for (let i = at; i < end; i++) total += bits[i] as number;
    await tick(end, Math.round(total / 8));
  }
  note(bytes.length, Math.round(total / 8));
  return { model: nameFor(model, level), bytes, bits, total, top, predicted, probabilities };
}

function nameFor(model: string | undefined, level: Level | undefined): string {
  return model ?? LEVELS[level ?? 'default'];
}

/** The `n` likeliest of 256 bytes, the likeliest first; in a tie, the lower byte first. */
function likeliest(p: Float64Array, n: number): number[] {
  const best: number[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const q = p[byte] as number;
    if (best.length === n && q <= (p[best[n - 1] as number] as number)) continue;
    let at = best.length;
    while (at > 0 && (p[best[at - 1] as number] as number) < q) at--;
    best.splice(at, 0, byte);
    if (best.length > n) best.pop();
  }
  return best;
}
