/**
 * One cell of the comparison: a program on a file. Compresses in one process, decompresses in another, compares.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD } from './library.mjs';
import { runProcess } from './process.mjs';

const CALL = fileURLToPath(new URL('./call.mjs', import.meta.url));

/** What takes less is done so often, and the least time counts: whatever disturbs a process only adds to it. */
const REPEAT_BELOW = 0.5;

/**
 * @typedef {object} Measured
 * @property {'ok' | 'wrong bytes' | 'crashed' | 'too slow' | 'out of memory'} status
 * @property {string} [detail] @property {number} [packed] bytes.
 * @property {Cost} [compress] @property {Cost} [decompress]
 * @typedef {{ cpu: number, process: number, peak: number, wasm?: number }} Cost seconds of the work, for a function
 *   without the start of its engine; seconds of the whole process; bytes.
 */

/**
 * @param {import('../peers/peer.mjs').Peer} peer
 * @param {{ name: string, content: Uint8Array }} file
 * @param {{ seconds: number, megabytes: number, repeats: number, env?: NodeJS.ProcessEnv }} limits
 * @returns {Promise<Measured>}
 */
export async function measureCell(peer, { name, content }, limits) {
  mkdirSync(BUILD, { recursive: true });
  const folder = mkdtempSync(join(BUILD, 'cell-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    // Programs that store a file's name see the same short one, whatever the corpus.
    const extension = /\.(wav|p[gp]m)$/.exec(name)?.[0] ?? '';
    const paths = {
      in: `content${extension}`,
      packed: `packed${peer.suffix ?? '.bin'}`,
      back: peer.restoresName ? `content${extension}` : `back${extension}`,
    };
    writeFileSync(join(folder, paths.in), content);
    const fileBytes = 2 * content.length + 2 ** 26;
    const run = (verb, input, output) => runVerb(peer, verb, { folder, input, output, fileBytes, ...limits });

    const costs = { compress: [], decompress: [] };
    let packed;
    for (let round = 0; round < limits.repeats; round++) {
      const there = await run('compress', paths.in, paths.packed);
      if (there.status !== 'ok') return { status: there.status, detail: `compressing: ${there.detail}` };
      packed = sizeOf(join(folder, paths.packed));
      if (packed === undefined) return { status: 'crashed', detail: 'compressing: wrote nothing' };
      const back = await run('decompress', paths.packed, paths.back);
      const told = { packed, compress: there.cost };
      if (back.status !== 'ok') return { ...told, status: back.status, detail: `decompressing: ${back.detail}` };
      const wrong = difference(content, join(folder, paths.back));
      if (wrong) return { ...told, status: 'wrong bytes', detail: wrong };
      costs.compress.push(there.cost);
      costs.decompress.push(back.cost);
      if (there.cost.process + back.cost.process > REPEAT_BELOW) break;
    }
    return { status: 'ok', packed, compress: least(costs.compress), decompress: least(costs.decompress) };
  } finally {
    process.off('exit', clean);
    clean();
  }
}

/** One process of a peer. @returns its outcome and `cost`. */
export async function runVerb(peer, verb, { folder, input, output, calls = 1, ...limits }) {
  const isFunction = typeof peer[verb] === 'function';
  // A program must not find an older output in its way.
  rmSync(join(folder, output), { force: true });
  const given = isFunction ? functionArgv(peer, verb, input, output, calls) : commandArgv(peer, verb, input, output);
  const { status, detail, cpu, peak } = await runProcess({ folder, ...limits, ...given });
  const cost = { cpu, process: cpu, peak };
  if (status !== 'ok' || !isFunction) return { status, detail, cost };
  const { seconds, wasm } = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8'));
  return { status, cost: { ...cost, cpu: Math.min(seconds[0], cpu), wasm }, seconds };
}

function functionArgv(peer, verb, input, output, calls) {
  return {
    argv: [process.execPath, CALL, peer.module, peer.id, verb, input, output, String(calls)],
    output: 'told.json',
  };
}

/** {in} and {out} stand for files; where they are missing, standard input and output are used. */
function commandArgv(peer, verb, input, output) {
  const [program, ...args] = peer[verb].split(' ');
  const paths = { '{in}': input, '{out}': output };
  const argv = [peer.paths?.[program] ?? program, ...args.map((arg) => paths[arg] ?? arg)];
  return {
    argv: peer.pipe ? ['bash', '-c', 'cat | "$@"', 'bash', ...argv] : argv,
    input: args.includes('{in}') ? undefined : input,
    output: args.includes('{out}') ? 'stdout.txt' : output,
  };
}

function least(costs) {
  const [first, ...rest] = costs;
  return rest.reduce(
    (best, cost) => ({
      cpu: Math.min(best.cpu, cost.cpu),
      process: Math.min(best.process, cost.process),
      peak: Math.max(best.peak, cost.peak),
      ...(cost.wasm === undefined ? {} : { wasm: Math.max(best.wasm, cost.wasm) }),
    }),
    first,
  );
}

function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** Where what was decoded differs, in words; undefined when it does not. */
function difference(content, path) {
  if (sizeOf(path) === undefined) return 'nothing was decoded';
  const back = readFileSync(path);
  if (back.equals(content)) return undefined;
  if (back.length !== content.length) return `${back.length} bytes instead of ${content.length}`;
  return `the first difference is at byte ${back.findIndex((byte, i) => byte !== content[i])}`;
}
