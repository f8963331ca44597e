/** Builds a page with the library as it is published, and tries it in Chromium. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, serve } from '../chromium.mjs';

const PAGE = fileURLToPath(new URL('page', import.meta.url));
const LIBRARY = fileURLToPath(new URL('../../packages/surprisal', import.meta.url));

/** A folder with the page, and the packed library installed in it as anyone would. @returns its path. */
export function preparePage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(PAGE, folder, { recursive: true });
  const quiet = ['--ignore-scripts', '--silent'];
  const file = execFileSync('npm', ['pack', '--pack-destination', folder, ...quiet], { cwd: LIBRARY });
  execFileSync('npm', ['install', '--offline', ...quiet, join(folder, file.toString().trim())], { cwd: folder });
  return folder;
}

/**
 * Builds the page in a copy of `prepared`, and has Chromium run it.
 * @param modules the node_modules with the bundlers.
 * @returns what the page computed in workers and without, how many workers it started, all it had to complain of, and
 *   the files that are raw copies of the worker.
 */
export async function tryBundler({ name, build }, prepared, modules) {
  const folder = copyFor(name, prepared);
  const built = join(folder, await build(folder, modules));
  return { ...(await tryPage(built)), copies: rawCopies(built) };
}

/** The files in which the worker's script was kept as it is: its imports lead nowhere. Turbopack always leaves one. */
function rawCopies(built) {
  const isRaw = /from\s*["']\.\/serve\.js["']|data:text\/javascript;base64/;
  const files = readdirSync(built, { recursive: true }).filter((file) => file.endsWith('.js'));
  return files.filter((file) => isRaw.test(readFileSync(join(built, file))));
}

/** A copy of the prepared folder for one bundler. @returns its path. */
export function copyFor(name, prepared) {
  const folder = `${prepared}-${name.toLowerCase().replace(/\W+/g, '-')}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(prepared, folder, { recursive: true });
  return folder;
}

/** Serves the built page and has it work. @param policy its content security policy. */
export async function tryPage(folder, policy) {
  const server = await serve(folder, { policy });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const complaints = [];
    let workers = 0;
    page.on('worker', () => workers++);
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      const isComplaint = message.type() === 'warning' || message.type() === 'error';
      if (isComplaint && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
    });
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.go !== undefined);
    const inWorkers = await page.evaluate(() => go(2));
    const alone = await page.evaluate(() => go(0));
    return { inWorkers, alone, workers, complaints };
  } finally {
    await browser.close();
    server.close();
  }
}
