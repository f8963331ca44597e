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
 * @returns what the page computed in workers and without, how many workers it started, and all it had to complain of.
 */
export async function tryBundler({ name, build }, prepared, modules) {
  const folder = copyFor(name, prepared);
  const built = join(folder, await build(folder, modules));
  const tried = await tryPage(built);
  return { ...tried, complaints: [...tried.complaints, ...rawCopies(built)] };
}

/** Complaints about scripts of the worker that were taken for files and copied as they are: their imports lead nowhere. */
function rawCopies(built) {
  const raw = readFileSync(join(LIBRARY, 'dist/parallel/worker.js'));
  const files = readdirSync(built, { recursive: true }).filter((file) => file.endsWith('.js'));
  return files.filter((file) => readFileSync(join(built, file)).equals(raw)).map((file) => `${file} is a raw copy`);
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
