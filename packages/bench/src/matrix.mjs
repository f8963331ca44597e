/**
 * Every peer on every file: known results are not measured again (except failures, which the machine may have caused),
 * cells that cannot run are reported, and the rest is measured.
 */

import { measureCell } from './cell.mjs';
import { appendCell, keyOf, readCells } from './cells.mjs';
import { isHere, readFile, sha256Of } from './corpora.mjs';
import { loadNow } from './machine.mjs';

/** After this time the unit is measured once more: the speed of the machine may have changed. */
const UNIT_HOLDS_MS = 10 * 60 * 1000;

/**
 * @param {object} job
 * @param {import('./corpora.mjs').BenchFile[]} job.files @param {string} job.corpora folder of them.
 * @param {Awaited<ReturnType<typeof import('../peers/index.mjs').findPeers>>} job.peers
 * @param {(peer: object, file: object) => boolean} [job.wants] which of the cells; all, unless given.
 * @param {string} job.store where cells are kept. @param {Record<string, string | number>} job.run machine.mjs.
 * @param {{ seconds: number, megabytes: number, repeats: number, env?: NodeJS.ProcessEnv }} job.limits of a process.
 * @param {number} job.budget seconds that a cell may take by the peer's rate; a slower one is reported, not measured.
 * @param {boolean} [job.again] measures what is known too. @param {number} [job.workers] cells at a time.
 * @param {object} [job.unit] the peer whose times are the unit, whether it is among `peers` or not; without it sizes are
 *   all that is wanted, and a cell without times is as good as one with them.
 * @param {(told: { done: number, all: number, cell: import('./cells.mjs').Cell }) => void} job.onCell
 * @returns {Promise<import('./cells.mjs').Cell[]>} every cell, measured now or before; also those not run.
 */
export async function runMatrix(job) {
  const { corpora, unit, store, limits, workers = 1, onCell } = job;
  const units = new Map();
  const { cells, queue } = planOf(job);
  const all = queue.length;
  let done = 0;
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const { peer, file, cell } = job;
      const content = readFile(corpora, file);
      const load = loadNow();
      const unitNow = unit ? await unitOf(content) : undefined;
      if (unitNow?.status === 'ok') cell.unit = { compress: unitNow.compress.cpu, decompress: unitNow.decompress.cpu };
      const measured = peer.id === unit?.id ? unitNow : await measureCell(peer, content, limits);
      Object.assign(cell, measured, { when: new Date().toISOString(), load });
      appendCell(store, cell);
      cells.push(cell);
      onCell({ done: ++done, all, cell });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return cells;

  /** What the unit costs on this content, measured at most ten minutes ago. */
  async function unitOf(content) {
    const found = units.get(content.sha256);
    if (found && performance.now() - found.at < UNIT_HOLDS_MS) return found.measured;
    const measured = await measureCell(unit, content, limits);
    units.set(content.sha256, { at: performance.now(), measured });
    return measured;
  }
}

/** What is known already, or cannot be done; and in which order to measure the rest. */
function planOf({ files, corpora, peers, unit, wants, store, run, budget, again }) {
  const known = readCells(store);
  const cells = [];
  const queue = [];
  for (const file of files.filter((file) => isHere(corpora, file))) {
    const content = readFile(corpora, file);
    for (const peer of peers) {
      if ((wants && !wants(peer, file)) || (peer.takes && !peer.takes(content))) continue;
      const cell = describe(peer, content, run);
      const before = known.get(keyOf(cell));
      const why = peer.missing ?? tooSlow(peer, content.bytes, budget);
      if (before?.status === 'ok' && (before.unit || !unit) && !again) cells.push(before);
      else if (why && before?.detail === why) cells.push(before);
      else if (why) {
        const notRun = { ...cell, status: 'not run', detail: why };
        appendCell(store, notRun);
        cells.push(notRun);
      }
      // Contents are read again when it is their turn: all of them together may not fit.
      else queue.push({ peer, file, cell, bytes: content.bytes });
    }
  }
  // Small files first, and on each file the unit and then the others, so that both meet the same minutes of the machine.
  // What takes long comes last: the rest is then already there.
  const slow = ({ peer, bytes }) => bytes / peer.rate > 60;
  queue.sort((a, b) => slow(a) - slow(b) || a.bytes - b.bytes);
  return { cells, queue };
}

function describe(peer, { corpus, name: file, bytes, sha256 }, run) {
  const { id, name, options, group, from, found: version = '', compress, decompress, pipe } = peer;
  const how = sha256Of([compress, decompress, pipe].join('\n')).slice(0, 8);
  return { peer: id, name, options, group, from, version, how, corpus, file, bytes, sha256, run };
}

/** Why a cell would take longer than the budget allows; undefined when it does not. */
function tooSlow({ rate }, bytes, budget) {
  const seconds = (2 * bytes) / rate;
  return seconds > budget ? `would take about ${Math.round(seconds / 60)} minutes: --budget` : undefined;
}
