import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const PAGE = '<!doctype html><html lang="en"><head><title>engine</title></head><body></body></html>';

/** Loads the library into a page, as any page would, and makes the archives there. @returns { engine, golden } */
export async function runInChromium(root, executablePath) {
  const server = await serve(root);
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const golden = await page.evaluate(async () => {
      const library = await import('/packages/surprisal/dist/index.js');
      const { goldenOf } = await import('/vectors/golden.mjs');
      return goldenOf(library, library.MODEL_NAMES);
    });
    return { engine: `Chromium ${browser.version()}`, golden };
  } finally {
    await browser.close();
    server.close();
  }
}

/** Serves the library and the vectors, and nothing else, on loopback. */
function serve(root) {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const file = join(root, path);
    if (path === '/') response.setHeader('content-type', 'text/html').end(PAGE);
    else if (/^\/(packages\/surprisal\/dist|vectors)\/.*\.m?js$/.test(path) && existsSync(file)) {
      response.setHeader('content-type', 'text/javascript');
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
