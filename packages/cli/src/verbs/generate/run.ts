/** Goes on as files go. */
import { continueBy } from 'surprisal/generate';
import { Predictor } from 'surprisal/predictor';
import { EXIT_OK } from '../../base/failure.js';
import { withinLimits } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { STANDARD_OUTPUT } from '../../files/output.js';
import { checkRun } from '../../files/plan.js';
import { readNamed } from '../../files/whole.js';
import { checkCoder } from '../../models/coders.js';
import { modelNameOf } from '../../models/models.js';
import { Bar, barFor } from '../../report/bar.js';
import { counter } from '../../report/breaks.js';

export interface How {
  /** Bytes to write. */
  readonly n: number;
  readonly prompt: string | undefined;
  readonly temperature: number;
  readonly topK: number;
  readonly seed: number;
}

/** Bytes drawn, or given, at once: between them the bar is drawn. */
const SLICE = 1 << 14;
const DRAWN = 200;
/** Options by the arguments that they become. */
const DRAWING = { n: '-n', temperature: '-t', topK: '--top-k', seed: '--seed' };

/** @returns the exit code. @throws {UsageError} for a model that is none. */
export async function generateFrom(settings: Settings, how: How): Promise<number> {
  const name = modelNameOf(settings);
  const codec = checkCoder(name);
  checkRun([{ reads: settings.files }], settings.force);
  const given = await examples(settings, how.prompt);
  const bar = barFor(name, settings, 'report');
  const text =
    codec === undefined
      ? drawn(given, name, how, bar)
      : one(
          withinLimits(DRAWING, () =>
            continueBy((bytes) => codec.encode(bytes).length, given, how.n, {
              seed: how.seed % 2 ** 32,
              onProgress: bar.show,
            }),
          ),
        );
  const parts: Uint8Array[] = [];
  for await (const part of text) {
    if (settings.json) parts.push(part);
    else {
      bar.clear();
      await STANDARD_OUTPUT.write(part);
    }
  }
  bar.clear();
  if (settings.json) {
    const { prompt = null, ...rest } = how;
    const written = Buffer.concat(parts);
    console.log(JSON.stringify({ task: 'generate', model: name, ...rest, prompt, text: written.toString('utf8') }));
  }
  return EXIT_OK;
}

/** All files, and the prompt. */
async function examples({ files }: Settings, prompt = ''): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const file of files) parts.push(await readNamed(file));
  return Buffer.concat([...parts, Buffer.from(prompt)]);
}

async function* drawn(given: Uint8Array, model: string, how: How, bar: Bar): AsyncGenerator<Uint8Array, void> {
  const { n, temperature, topK, seed } = how;
  const TEXT = 1;
  const predictor = await Predictor.create(model, { size: given.length, kind: TEXT });
  // Nothing is drawn yet: what cannot be drawn with is refused before anything is learned.
  await withinLimits(DRAWING, () => predictor.sample(0, { temperature, topK, seed }));
  const learned = counter(bar, given.length);
  for (let at = 0; at < given.length; at += SLICE) {
    const slice = given.subarray(at, at + SLICE);
    predictor.given(slice);
    await learned(slice.length);
  }
  const drew = counter(new Bar(model, undefined), n); // no bar: what is drawn is written at once
  for (let done = 0; done < n; done += DRAWN) {
    // Each part has a seed of its own: the parts are as long whatever n is, so a longer text begins as a shorter one.
    const part = predictor.sample(Math.min(DRAWN, n - done), { temperature, topK, seed: seed + done });
    await drew(part.length);
    yield part;
  }
}

async function* one(text: Promise<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield await text;
}
