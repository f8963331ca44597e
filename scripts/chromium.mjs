/** Pages in Debian's Chromium, served on loopback. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** @returns a browser, to be closed. */
export function launch(executablePath = CHROMIUM) {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args });
}

/**
 * Serves the files of `folder` on loopback.
 * @param page HTML to serve at `/`; index.html if left out. @param policy the content security policy of all responses.
 * @param allows whether a path may be served. @returns the address, and how to end it.
 */
export async function serve(folder, { page, policy, allows = () => true } = {}) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    if (path === '/' && page !== undefined) response.setHeader('content-type', 'text/html').end(page);
    else if (allows(path) && statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
