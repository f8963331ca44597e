/** Generates text that continues files. */
import { continueBy } from 'surprisal/generate';
import { Predictor } from 'surprisal/predictor';
import { EXIT_OK } from '../../base/failure.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { checkJobs } from '../../files/checks.js';
import { STANDARD_OUTPUT } from '../../files/output.js';
import { readWholeNamingFile } from '../../files/read-whole.js';
import { coderOrModel } from '../../models/coders.js';
import { modelNameOf } from '../../models/models.js';
import { progressCounter } from '../../report/counter.js';
import { ProgressBar, progressBarFor } from '../../report/progress-bar.js';

export interface GenerateOptions {
  /** Bytes to write. */
  readonly n: number;
  readonly prompt: string | undefined;
  readonly temperature: number;
  readonly topK: number;
  readonly seed: number;
}

/** Bytes drawn, or given, at once: between them the bar is drawn. */
const SLICE = 1 << 14;
const SAMPLE_BYTES = 200;
/** Options by the arguments that they become. */
const OPTION_NAMES = { n: '-n', temperature: '-t', topK: '--top-k', seed: '--seed' };

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function generateFrom(settings: Settings, options: GenerateOptions): Promise<number> {
  const name = modelNameOf(settings);
  const codec = coderOrModel(name);
  checkJobs([{ reads: settings.files }], settings.force);
  const given = await trainingText(settings, options.prompt);
  const bar = progressBarFor(name, settings, 'report');
  const text =
    codec === undefined
      ? sampledText(given, name, options, bar)
      : once(
          namingOptions(OPTION_NAMES, () =>
            continueBy((bytes) => codec.encode(bytes).length, given, options.n, {
              seed: options.seed % 2 ** 32,
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
    const { prompt = null, ...rest } = options;
    const written = Buffer.concat(parts);
    console.log(JSON.stringify({ task: 'generate', model: name, ...rest, prompt, text: written.toString('utf8') }));
  }
  return EXIT_OK;
}

/** All files, and the prompt. */
async function trainingText({ files }: Settings, prompt = ''): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const file of files) parts.push(await readWholeNamingFile(file));
  return Buffer.concat([...parts, Buffer.from(prompt)]);
}

async function* sampledText(
  given: Uint8Array,
  model: string,
  options: GenerateOptions,
  bar: ProgressBar,
): AsyncGenerator<Uint8Array, void> {
  const { n, temperature, topK, seed } = options;
  const TEXT = 1;
  const predictor = await Predictor.create(model, { size: given.length, kind: TEXT });
  // Nothing is drawn yet: what cannot be drawn with is refused before anything is learned.
  await namingOptions(OPTION_NAMES, () => predictor.sample(0, { temperature, topK, seed }));
  const learned = progressCounter(bar, given.length);
  for (let at = 0; at < given.length; at += SLICE) {
    const slice = given.subarray(at, at + SLICE);
    predictor.given(slice);
    await learned(slice.length);
  }
  const drew = progressCounter(new ProgressBar(model, undefined), n); // no bar: the text is written as it is sampled
  for (let done = 0; done < n; done += SAMPLE_BYTES) {
    // Each part has a seed of its own: the parts are as long whatever n is, so a longer text begins as a shorter one.
    const part = predictor.sample(Math.min(SAMPLE_BYTES, n - done), { temperature, topK, seed: seed + done });
    await drew(part.length);
    yield part;
  }
}

async function* once(text: Promise<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield await text;
}
