/** Paints files by surprisal: in the terminal, as digits, or in a page. */
import { type Explanation, explain, page } from 'surprisal/explain';
import { grouped } from '../../base/numbers.js';
import { shown } from '../../base/terminal.js';
import { withinLimits } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { Run, type Turn } from '../../files/each.js';
import { readWhole } from '../../files/whole.js';
import { writeWhole } from '../../files/write.js';
import { checkModel, modelNameOf } from '../../models/models.js';
import { painted } from './paint.js';

export interface How {
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
export async function explainFiles(settings: Settings, how: How): Promise<number> {
  const model = modelNameOf(settings);
  for (const name of [model, how.against]) if (name !== undefined) checkModel(name);
  const output = how.html === undefined ? 'report' : 'nothing';
  const run = await Run.plan(settings, output, async (file) => ({ reads: [file], writes: how.html }));
  return run.each((turn) => explainFile(turn, settings, model, how));
}

async function explainFile({ file, name, bar }: Turn, settings: Settings, model: string, how: How): Promise<void> {
  const bytes = await readWhole(file);
  bar.total = bytes.length * (how.against === undefined ? 1 : 2);
  const top = how.html === undefined ? 0 : (how.top ?? (bytes.length <= TOP_BYTES ? TOP : 0));
  const explanation = await withinLimits({ top: '--top' }, () => explain(bytes, { model, top, onProgress: bar.show }));
  const against =
    how.against === undefined
      ? undefined
      : await explain(bytes, {
          model: how.against,
          onProgress: ({ content, code }) => bar.show({ content: bytes.length + content, code }),
        });
  bar.clear();
  if (how.html !== undefined) {
    const html = page(explanation, { title: shown(name), ...(against && { against }) });
    await writeWhole(how.html, Buffer.from(html), settings.force);
    if (settings.json) console.log(jsonOf(name, explanation, against, how.html));
    else if (!settings.quiet)
      process.stderr.write(`${shown(name)} → ${shown(how.html)}: ${summary(explanation, against)}\n`);
  } else if (settings.json) {
    console.log(jsonOf(name, explanation, against));
  } else {
    process.stdout.write(painted(explanation, against, process.stdout));
    if (!settings.quiet) process.stderr.write(`${shown(name)}: ${summary(explanation, against)}\n`);
  }
}

function summary(explanation: Explanation, against: Explanation | undefined): string {
  const rate = ({ model, total, bytes }: Explanation): string =>
    `${(total / Math.max(bytes.length, 1)).toFixed(3)} bits per byte under ${model}`;
  const parts = [`${grouped(explanation.bytes.length)} bytes`, rate(explanation), against && rate(against)];
  return parts.filter(Boolean).join(', ');
}

/** @param output the page, if it was asked for: what each byte cost stands there. */
function jsonOf(
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
