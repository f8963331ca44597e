import { launch, serve } from '../chromium.mjs';

/** Nothing but what the library needs: modules, WebAssembly, workers, all from where the page is from. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const PAGE = '<!doctype html><html lang="en"><head><title>engine</title></head><body></body></html>';
/** The library, this test and the vectors. */
const SERVED = /^\/(packages\/surprisal\/dist|scripts\/engines|vectors)\//;

/** Loads the library into a page, as any page would, and makes the archives there. @returns { engine, results } */
export async function runInChromium(root) {
  const server = await serve(root, { page: PAGE, policy: POLICY, allows: (path) => SERVED.test(path) });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
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
