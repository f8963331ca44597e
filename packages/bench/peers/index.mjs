/** All peers, and which of them are here. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as debian from './debian.mjs';
import * as javascript from './javascript.mjs';
import * as media from './media.mjs';
import * as native from './native.mjs';
import * as ours from './ours.mjs';
import { peers } from './peer.mjs';

/** Paths of programs that are not on the PATH, by name; no part of the repository. */
export const LOCAL = fileURLToPath(new URL('../peers.local.json', import.meta.url));

const BUILT_IN = [...ours.PEERS, ...debian.PEERS, ...javascript.PEERS, ...native.PEERS, ...media.PEERS];

const LABELS = new Map(BUILT_IN.map(({ id, label = id }) => [id, label]));

/** A program's name in a plot. @param {string} id */
export const labelOf = (id) => LABELS.get(id) ?? id;

/** What a reader must know of some programs. @returns {[string, string][]} id and note. */
export const notes = () => BUILT_IN.filter(({ note }) => note).map(({ id, note }) => [id, note]);

/** The unit of time: measured in every run, before the others. */
export const UNIT = 'xz -9e';

/**
 * Every peer, with what of it is here: `paths` of its programs, `missing` (why it cannot run) or `found` (its version).
 * @param {{ more?: string[], local?: string, library?: string }} options `more`: files that list peers as debian.mjs does;
 *   `local`: another peers.local.json; `library`: what our version is called.
 * @returns {Promise<(import('./peer.mjs').Peer & { missing?: string, found?: string, paths: Record<string, string> })[]>}
 */
export async function findPeers({ more = [], local = LOCAL, library = '' } = {}) {
  const paths = existsSync(local) ? JSON.parse(readFileSync(local, 'utf8')) : {};
  const urls = more.map((path) => pathToFileURL(path).href);
  const lists = urls.map(async (url) => peers(url, { group: 'native', from: url }, (await import(url)).PEERS));
  const all = [...BUILT_IN, ...(await Promise.all(lists)).flat()];
  return Promise.all(all.map(async (peer) => ({ ...peer, paths, ...(await look(peer, paths, library)) })));
}

/** What the peers need of Debian: the packages that their `from` names. @returns {string[]} */
export function debianPackages() {
  const named = BUILT_IN.map(({ from }) => /^Debian (\S+)$/.exec(from)?.[1]);
  return [...new Set(named.filter(Boolean))].sort();
}

async function look(peer, paths, library) {
  const verbs = [peer.compress, peer.decompress];
  const programs = verbs.filter((verb) => typeof verb === 'string').map((command) => command.split(' ')[0]);
  const absent = programs.find((program) => !(paths[program] ? existsSync(paths[program]) : isProgram(program)));
  if (absent) return { missing: `no program ${absent} on the PATH or in peers.local.json` };
  // Another version of a package may lie further up, for another end.
  if (isPackage(peer) && !existsSync(manifestOf(peer))) return { missing: 'not installed: npm run bench:peers' };
  try {
    await peer.load?.();
  } catch (error) {
    return { missing: String(error.message) };
  }
  return { found: versionOf(peer, paths, library) };
}

/** Whether a program is on the PATH. @param {string} program */
export function isProgram(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const isPackage = ({ from }) => from.startsWith('npm ');

const manifestOf = ({ version }) => new URL(`./node_modules/${version}/package.json`, import.meta.url);

function versionOf(peer, paths, library) {
  const { group, version } = peer;
  if (group === 'ours') return library;
  if (version === undefined) return '';
  if (version === 'node') return process.versions.node;
  if (isPackage(peer)) return JSON.parse(readFileSync(manifestOf(peer), 'utf8')).version;
  const [program, ...args] = version.split(' ');
  return versionIn(outputOf(paths[program] ?? program, args));
}

/** The version in what a program says: numbers with dots, `v` before them left out; or `v` and one number. */
export function versionIn(said) {
  return /\d+(\.\d+)+[\w.-]*|\bv\d+\b(?!\.\d)/.exec(said)?.[0].replace(/[.-]+$/, '') ?? '';
}

/** What a program says, whatever its exit status: many tell their version with an error. */
function outputOf(program, args) {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', input: '', timeout: 10_000 });
  return `${stdout}${stderr}`;
}
