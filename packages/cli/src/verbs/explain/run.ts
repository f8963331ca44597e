/** Shows the surprisal of files: in colour, as digits, or as a page. */
import { type Explanation, explain, page } from 'surprisal/explain';
import { grouped } from '../../base/numbers.js';
import { escaped } from '../../base/terminal.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { readWhole } from '../../files/read-whole.js';
import { Run, type Turn } from '../../files/run.js';
import { writeWhole } from '../../files/write.js';
import { checkModel, modelNameOf } from '../../models/models.js';
import { renderExplanation } from './render.js';

export interface ExplainOptions {
  /** Where to write a page. */
  readonly html: string | undefined;
  /** A model to compare with. */
  readonly against: string | undefined;
  /** Predictions for each character; undefined leaves it to the size. */
  readonly top: number | undefined;
}

const TOP = 3;
/** Above this a page has no predictions, unless they are asked for: it would be large, and long in the making. */
const TOP_BYTES = 2 ** 17;

/** @returns the exit code. @throws {UsageError} for unknown models. */
export async function explainFiles(settings: Settings, options: ExplainOptions): Promise<number> {
  const model = modelNameOf(settings);
  for (const name of [model, options.against]) if (name !== undefined) checkModel(name);
  const output = options.html === undefined ? 'report' : 'nothing';
  const run = await Run.plan(settings, output, async (file) => ({ reads: [file], writes: options.html }));
  return run.each((turn) => explainFile(turn, settings, model, options));
}

async function explainFile(
  { file, name, bar }: Turn,
  settings: Settings,
  model: string,
  options: ExplainOptions,
): Promise<void> {
  const bytes = await readWhole(file);
  bar.total = bytes.length * (options.against === undefined ? 1 : 2);
  const top = options.html === undefined ? 0 : (options.top ?? (bytes.length <= TOP_BYTES ? TOP : 0));
  const explanation = await namingOptions({ top: '--top' }, () => explain(bytes, { model, top, onProgress: bar.show }));
  const against =
    options.against === undefined
      ? undefined
      : await explain(bytes, {
          model: options.against,
          onProgress: ({ content, code }) => bar.show({ content: bytes.length + content, code }),
        });
  bar.clear();
  if (options.html !== undefined) {
    const html = page(explanation, { title: escaped(name), ...(against && { against }) });
    await writeWhole(options.html, Buffer.from(html), settings.force);
    if (settings.json) console.log(explanationJson(name, explanation, against, options.html));
    else if (!settings.quiet)
      process.stderr.write(`${escaped(name)} → ${escaped(options.html)}: ${summary(explanation, against)}\n`);
  } else if (settings.json) {
    console.log(explanationJson(name, explanation, against));
  } else {
    process.stdout.write(renderExplanation(explanation, against, process.stdout));
    if (!settings.quiet) process.stderr.write(`${escaped(name)}: ${summary(explanation, against)}\n`);
  }
}

function summary(explanation: Explanation, against: Explanation | undefined): string {
  const rate = ({ model, total, bytes }: Explanation): string =>
    `${(total / Math.max(bytes.length, 1)).toFixed(3)} bits per byte under ${model}`;
  const parts = [`${grouped(explanation.bytes.length)} bytes`, rate(explanation), against && rate(against)];
  return parts.filter(Boolean).join(', ');
}

/** @param output the page, if it was asked for: what each byte cost stands there. */
function explanationJson(
  input: string,
  { model, bytes, bits, total }: Explanation,
  against: Explanation | undefined,
  output?: string,
): string {
  const each = (values: Float32Array): { surprisal?: number[] } =>
    output === undefined ? { surprisal: Array.from(values, (b) => Number(b.toFixed(3))) } : {};
  return JSON.stringify({
    task: 'explain',
    input,
    ...(output !== undefined && { output }),
    bytes: bytes.length,
    model,
    bits: total,
    ...each(bits),
    ...(against && { against: { model: against.model, bits: against.total, ...each(against.bits) } }),
  });
}
