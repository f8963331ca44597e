/**
 * Compiles the kernel's sources a second time, for tests alone: with asserts, with array bounds, with every access to
 * the arena held to one allocation, and without SIMD: a vector becomes four numbers in memory (kernel/checked/lanes.ts).
 * Slow, and by law the same bytes as the release build (test/checked.test.ts).
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** @returns the module's bytes; also written to build/kernel-checked.wasm. */
export async function buildChecked() {
  const folder = join(root, 'build/checked');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'kernel'), join(folder, 'kernel'), { recursive: true });
  for (const file of readdirSync(join(folder, 'kernel'), { recursive: true })) {
    const path = join(folder, 'kernel', file);
    if (file.endsWith('.ts') && !file.startsWith('checked')) writeFileSync(path, lowered(readFileSync(path, 'utf8')));
  }
  const outFile = join(root, 'build/kernel-checked.wasm');
  const { error, stderr } = await asc.main(
    [
      ...['kernel/index.ts', '--baseDir', folder, '--lib', 'kernel/checked', '--outFile', outFile],
      ...['--optimizeLevel', '2', '--runtime', 'stub', '--disable', 'simd', '--enable', 'bulk-memory'],
    ],
    {},
  );
  if (error || !existsSync(outFile))
    throw new Error(`the checked kernel does not compile: ${error?.message}\n${stderr}`);
  return readFileSync(outFile);
}
