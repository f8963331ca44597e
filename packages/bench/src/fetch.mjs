/** Brings corpora from their official addresses, and keeps a file only if its SHA-256 is the one of corpora.json. */
import { execFileSync } from 'node:child_process';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256Of } from './corpora.mjs';

/** @typedef {{ path: string, how: 'there' | 'fetched' | 'failed' | 'no address', detail?: string }} Fetched */

/**
 * @param {Record<string, object>} corpora as corpora.json describes them. @param {string} folder where they go.
 * @param {(line: string) => void} [say]
 * @returns {Promise<Fetched[]>} what became of each file; a failure does not stop the others.
 */
export async function fetchCorpora(corpora, folder, say = () => {}) {
  mkdirSync(folder, { recursive: true });
  const fetched = [];
  for (const corpus of Object.values(corpora)) {
    const missing = () => Object.keys(corpus.files ?? {}).filter((name) => !isRight(corpus, folder, name));
    const before = new Set(missing());
    const errors = [];
    for (const download of corpus.downloads ?? []) {
      if (missing().length === 0) break;
      await bring(corpus, download, missing(), folder, say).catch((error) => errors.push(String(error.message)));
    }
    const after = new Set(missing());
    for (const name of Object.keys(corpus.files ?? {})) {
      fetched.push({ path: `${corpus.folder}/${name}`, ...become(corpus, before.has(name), after.has(name), errors) });
    }
  }
  return fetched;
}

function become({ downloads, source }, wasMissing, isMissing, errors) {
  if (!wasMissing) return { how: 'there' };
  if (!isMissing) return { how: 'fetched' };
  if (!downloads) return { how: 'no address', detail: source };
  return { how: 'failed', detail: errors.join('; ') || 'what was fetched has another SHA-256' };
}

function isRight({ folder: inside, files }, folder, name) {
  try {
    return sha256Of(readFileSync(join(folder, inside, name))) === files[name][1];
  } catch {
    return false;
  }
}

/** One download: an archive of files, or the address under which they stand one by one. */
async function bring(corpus, { archive, files: address, starts = [], of }, missing, folder, say) {
  const work = mkdtempSync(join(folder, 'fetch-'));
  try {
    if (archive) {
      say(archive);
      const path = join(work, basename(new URL(archive).pathname));
      await download(archive, path);
      unpack(path, work);
    } else {
      for (const name of missing) {
        say(address + name);
        await download(address + name, join(work, name));
      }
    }
    const found = new Map(readdirSync(work, { recursive: true }).map((path) => [basename(path), join(work, path)]));
    for (const start of starts) {
      if (!found.has(of)) break;
      found.set(start, join(work, start));
      writeFileSync(found.get(start), readFileSync(found.get(of)).subarray(0, corpus.files[start][0]));
    }
    for (const name of missing) keep(corpus, name, found.get(name), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Puts a file in its place if it is the right one. */
function keep({ folder: inside, files }, name, path, folder) {
  if (!path || sha256Of(readFileSync(path)) !== files[name][1]) return;
  const place = join(folder, inside, name);
  mkdirSync(dirname(place), { recursive: true });
  renameSync(path, place);
}

async function download(address, path) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(path));
}

function unpack(path, folder) {
  const [program, ...args] = /\.zip$/.test(path)
    ? ['7zz', 'x', '-y', `-o${folder}`, path]
    : ['tar', '-xzf', path, '-C', folder];
  execFileSync(program, args, { stdio: 'ignore' });
}
