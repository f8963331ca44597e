/**
 * The corpora: which files, of which bytes. A folder of them is laid out as corpora.json says; each file that is there is
 * checked by SHA-256 before anything is measured on it, and each missing file is reported.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isGrey, pnmOfPng } from './pnm.mjs';

/**
 * Corpora by name. `files`: bytes and SHA-256 of each as it is stored. `starts`: how many
 * of the first bytes of each file are used. `downloads`: its official address.
 */
export const CORPORA = JSON.parse(readFileSync(new URL('./corpora.json', import.meta.url), 'utf8'));

/** Where corpora are by default; git ignores it. */
export const CORPORA_FOLDER = fileURLToPath(new URL('../../../corpora/', import.meta.url));

/**
 * @typedef {object} BenchFile
 * @property {string} corpus @property {string} name in it. @property {string} path in the folder of corpora.
 * @property {number} bytes of the stored file, or of its start. @property {string} sha256 of the stored file.
 * @property {number} [take] use only this many of its first bytes. @property {Uint8Array} [content] made, not read.
 */

/** Every file of the corpora, in their order. @param {string[]} names of corpora. @returns {BenchFile[]} */
export function filesOf(names) {
  return names.flatMap((corpus) => {
    if (!CORPORA[corpus]) throw new RangeError(`no corpus is named '${corpus}': ${Object.keys(CORPORA).join(', ')}`);
    const { folder, files = {}, starts = {} } = CORPORA[corpus];
    const whole = Object.entries(files).map(([name, [bytes, sha256]]) => {
      return { corpus, name, path: `${folder}/${name}`, bytes, sha256 };
    });
    const parts = Object.entries(starts).flatMap(([name, lengths]) =>
      lengths.map((take) => ({ ...fileAt(`${folder}/${name}`), corpus, name: `${name}:${take}`, bytes: take, take })),
    );
    return [...whole, ...parts];
  });
}

/** The file that corpora.json lists at a path. @returns {BenchFile} */
export function fileAt(path) {
  for (const [corpus, { folder, files = {} }] of Object.entries(CORPORA)) {
    const name = path.slice(folder.length + 1);
    if (path === `${folder}/${name}` && files[name]) {
      return { corpus, name, path, bytes: files[name][0], sha256: files[name][1] };
    }
  }
  throw new RangeError(`no corpus has the file ${path}`);
}

/** Whether a file is in the folder. @param {string} corpora @param {BenchFile} file */
export const isHere = (corpora, { path, content }) => content !== undefined || existsSync(join(corpora, path));

/**
 * What programs are given: the stored bytes, their start, or the pixels of an image.
 * @returns {{ corpus: string, name: string, content: Uint8Array, bytes: number, sha256: string, text: boolean }}
 *   `sha256` that of the content.
 * @throws {Error} when the stored file is not what corpora.json says.
 */
export function readFile(corpora, { corpus, name, path, sha256, take, content }) {
  if (content !== undefined) return given(corpus, name, content);
  const stored = readFileSync(join(corpora, path));
  if (sha256Of(stored) !== sha256) throw new Error(`${path} is another file: its SHA-256 is not ${sha256}`);
  if (!name.endsWith('.png')) return given(corpus, name, stored.subarray(0, take));
  return given(corpus, name.replace(/png$/, isGrey(stored) ? 'pgm' : 'ppm'), pnmOfPng(stored));
}

export const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

function given(corpus, name, content) {
  return { corpus, name, content, bytes: content.length, sha256: sha256Of(content), text: isText(content) };
}

/** Valid UTF-8 in its first 64 KiB, without a zero byte. */
function isText(content) {
  const start = content.subarray(0, 65536);
  // A character cut in two at the end is no fault: `stream` lets it wait.
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
  } catch {
    return false;
  }
  return !start.includes(0);
}
