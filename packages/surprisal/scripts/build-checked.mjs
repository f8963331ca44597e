/**
 * Compiles the kernel's sources a second time, for tests alone: with asserts, with array bounds, with every access to
 * the arena held to one allocation, and without SIMD: a vector becomes four numbers in memory (kernel/checked/lanes.ts).
 * Slow, and by law the same bytes as the release build (test/checked.test.ts).
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Namespaces of vector instructions, and the type. */
const NAMESPACES = 'v128|f32x4|i32x4|i16x8|f64x2';
/** Loads and stores of one number: their address is checked. */
const ACCESS = /\b(load|store)<(\w+)>\(/;

/** Where the bracket that opens before `from` closes, and the commas of its own level. */
function argumentsAt(text, from) {
  const starts = [from];
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '[') depth++;
    else if (c === ')' && depth === 0) {
      return {
        end: i,
        list: starts.map((start, k) => text.slice(start, k + 1 < starts.length ? starts[k + 1] - 1 : i)),
      };
    } else if (c === ')' || c === ']') depth--;
    else if (c === ',' && depth === 0) starts.push(i + 1);
  }
  throw new Error(`no closing bracket after ${text.slice(from, from + 60)}`);
}

/** Lets every `load` and `store` check its address. */
function checkAccess(text) {
  const found = ACCESS.exec(text);
  if (!found) return text;
  const [head, name, type] = found;
  const start = found.index + head.length;
  const { end, list } = argumentsAt(text, start);
  const [address, value, offset] = name === 'load' ? [list[0], undefined, list[1]] : list;
  const checked = `checkedAt(${checkAccess(address)}, ${offset ?? 0}, sizeof<${type}>())`;
  const args = value === undefined ? checked : `${checked},${checkAccess(value)}`;
  return `${text.slice(0, found.index)}${head}${args})${checkAccess(text.slice(end + 1))}`;
}

/** One source file as the checked build compiles it. */
function lowered(source) {
  return checkAccess(
    source
      .replace(/\bunchecked\(/g, '(')
      .replace(new RegExp(`\\b(${NAMESPACES})\\.(\\w+)(?:<\\w+>)?\\(`, 'g'), '$1_$2(')
      .replace(/\bf32x4\(/g, 'f32x4_of(')
      .replace(/\bv128\b/g, 'usize')
      // The ring of vectors lies below the arena.
      .replace('ARENA_START: usize = 1 << 20', 'ARENA_START: usize = 66 << 20'),
  );
}

/** The sources as they are compiled, by path. */
function sources() {
  const kernel = join(root, 'kernel');
  const files = readdirSync(kernel, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .sort();
  return files.map((file) => {
    const text = readFileSync(join(kernel, file), 'utf8');
    return { file, text: file.startsWith('checked') ? text : lowered(text) };
  });
}

/**
 * The entry kernel/testing comes with it: components one by one, which no published module has.
 * @returns the module's bytes; also written to build/kernel-checked-….wasm, which is compiled once for the same sources.
 */
export async function buildChecked() {
  const all = sources();
  const script = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  const name = createHash('sha256')
    .update(JSON.stringify([script, all]))
    .digest('hex')
    .slice(0, 16);
  const outFile = join(root, `build/kernel-checked-${name}.wasm`);
  if (existsSync(outFile)) return readFileSync(outFile);
  mkdirSync(join(root, 'build'), { recursive: true });
  // A folder of its own: files of tests run at the same time.
  const folder = mkdtempSync(join(root, 'build/checked-'));
  try {
    for (const { file, text } of all) {
      mkdirSync(dirname(join(folder, 'kernel', file)), { recursive: true });
      writeFileSync(join(folder, 'kernel', file), text);
    }
    const made = join(folder, 'kernel.wasm');
    const { error, stderr } = await asc.main(
      [
        ...['kernel/index.ts', 'kernel/testing/index.ts', '--baseDir', folder, '--outFile', made],
        ...['--lib', ['bounds.ts', 'lanes.ts'].map((file) => join(folder, 'kernel/checked', file)).join(',')],
        ...['--optimizeLevel', '2', '--runtime', 'stub', '--disable', 'simd', '--enable', 'bulk-memory'],
      ],
      {},
    );
    if (error || !existsSync(made))
      throw new Error(`the checked kernel does not compile: ${error?.message}\n${stderr}`);
    for (const old of readdirSync(join(root, 'build'))) {
      if (/^kernel-checked-\w+\.wasm$/.test(old) && !old.includes(name))
        rmSync(join(root, 'build', old), { force: true });
    }
    renameSync(made, outFile);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
