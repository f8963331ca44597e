import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

/** Nothing but what the library needs: modules, WebAssembly, workers, all from where the page is from. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const TYPES = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  srp: 'application/octet-stream',
};
const PAGE = '<!doctype html><html lang="en"><head><title>engine</title></head><body></body></html>';

/** Loads the library into a page, as any page would, and makes the archives there. @returns { engine, results } */
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
    const results = await page.evaluate(async () => {
      const library = await import('/packages/surprisal/dist/index.js');
      const { resultsOf } = await import('/scripts/engines/results.mjs');
      const read = async (file) => new Uint8Array(await (await fetch(`/vectors/${file}`)).arrayBuffer());
      return resultsOf(library, read);
    });
    return { engine: `Chromium ${browser.version()}`, results };
  } finally {
    await browser.close();
    server.close();
  }
}

/** Serves the library and the vectors, and nothing else, on loopback, under a strict content security policy. */
function serve(root) {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const file = join(root, path);
    const [, type] = /^\/(?:packages\/surprisal\/dist|scripts\/engines|vectors)\/.*\.(m?js|json|srp)$/.exec(path) ?? [];
    response.setHeader('content-security-policy', POLICY);
    if (path === '/') response.setHeader('content-type', 'text/html').end(PAGE);
    else if (type !== undefined && existsSync(file)) {
      response.setHeader('content-type', TYPES[type]);
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
