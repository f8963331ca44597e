/**
 * Every example of the README and of the guides runs, and prints what the document says: a block of JavaScript or of
 * commands that is followed by a block of text has that text for its output.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = `"${process.execPath}" "${root}/packages/surprisal/bin/surprisal.js"`;
const guides = readdirSync(join(root, 'docs/guide')).filter((name) => name.endsWith('.md'));
const documents = ['README.md', ...guides.map((name) => `docs/guide/${name}`)];
const temporary = mkdtempSync(join(tmpdir(), 'surprisal-examples-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The blocks of a language, and the text that follows each, if there is any. */
function examples(text: string, language: string): { code: string; output: string | undefined }[] {
  const block = /^```(\w+)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```$)?/gm;
  return [...text.matchAll(block)]
    .filter((match) => match[1] === language)
    .map((match) => ({ code: match[2]!, output: match[3] }));
}

/** Runs a program, which must do without errors, and print `output` if that is told. */
function run(program: string, args: readonly string[], folder: string, output: string | undefined): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  if (output !== undefined) expect(stdout).toBe(output);
}

/** A script that makes an `archive` of the file that is chosen in its page. */
const PAGE = `
  const chosen = new File(['what somebody chose '.repeat(200)], 'chosen.txt');
  globalThis.document = { querySelector: () => ({ files: [chosen] }) };
  SCRIPT
  const back = archive.stream().pipeThrough(new (await import('surprisal')).DecompressStream());
  if ((await new Response(back).text()) === (await chosen.text())) console.log('came back');
`;

/** A client that leaves the `server` of an example at the first bytes. The program ends when the server has closed its file. */
const SERVER = `
  import fs from 'node:fs';
  import { get } from 'node:http';
  import { syncBuiltinESMExports } from 'node:module';
  const open = fs.createReadStream;
  fs.createReadStream = (...args) => {
    const file = open(...args);
    file.once('close', () => {
      console.log(file.bytesRead < fs.statSync(file.path).size ? 'closed before its end' : 'read to its end');
      server.close();
    });
    return file;
  };
  syncBuiltinESMExports();
  SCRIPT
  server.on('listening', () => {
    get({ port: server.address().port }, (response) => response.once('data', () => response.destroy()));
  });
`;

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const name = basename(document, '.md');
  const folder = join(temporary, name);
  mkdirSync(folder);
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(root, file), join(folder, file));
  cpSync(join(root, 'docs/guide'), join(folder, 'docs/guide'), { recursive: true });

  test.each(examples(text, 'js').map((example, i) => ({ ...example, number: i + 1 })))(
    'example $number in JavaScript',
    ({ code, output, number }) => {
      // Inside the repository, so that 'surprisal' is found as it is once installed.
      const file = join(root, 'packages/surprisal/build', `example-${name}-${number}.mjs`);
      const isServer = code.includes('.listen(8080)');
      const log = join(folder, 'access.log');
      if (isServer) writeFileSync(log, Buffer.alloc(2 ** 26, text));
      writeFileSync(file, isServer ? SERVER.replace('SCRIPT', () => code.replace('8080', '0')) : code);
      run(process.execPath, [file], folder, isServer ? 'closed before its end\n' : output);
      rmSync(log, { force: true }); // the commands archive this folder
    },
  );

  const scripts = examples(text, 'html').map(({ code }) => /<script type="module">([\s\S]*)<\/script>/.exec(code)![1]!);
  test.each(scripts.map((code, i) => ({ code, number: i + 1 })))(
    'script $number of a page, with a page that has a file',
    ({ code, number }) => {
      const file = join(root, 'packages/surprisal/build', `page-${name}-${number}.mjs`);
      writeFileSync(
        file,
        PAGE.replace('SCRIPT', () => code),
      );
      run(process.execPath, [file], folder, 'came back\n');
    },
  );

  const commands = examples(text, 'sh')
    .map(({ code, output }) => ({ lines: code.split('\n').filter((line) => line.startsWith('npx surprisal')), output }))
    .filter(({ lines }) => lines.length > 0);
  if (commands.length === 0) return;
  test('the commands', () => {
    for (const { lines, output } of commands) {
      const script = lines.join('\n').replaceAll('npx surprisal', command);
      run('bash', ['-ec', script], folder, output);
    }
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readFileSync(join(root, 'README.md'), 'utf8'));
  });
});
