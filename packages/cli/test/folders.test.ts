/** Folders: what is kept of them, what a hostile archive cannot do, what is told of one that changes. */
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { packTar, type TarEntry, type TarHeader } from 'modern-tar';
import { compress } from 'surprisal';
import { beforeEach, expect, test } from 'vitest';
import { AS_USER, files, path, shell, start, surprisal, until } from './support.js';

beforeEach(() => {
  shell('chmod -R u+rwx .');
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
});

test('-c and -o FILE give the tar, that others read; -d gives the folder the name of its archive', () => {
  const { stdout, stderr } = shell(`mkdir d && echo hello > d/a && $S -q --model order-0 -o x.srp d
    $S -dc x.srp | tar t; $S -qd -o y.tar x.srp; tar xfO y.tar d/a; $S -qd x.srp; cat x/a; $S -qd -o in/ x.srp; cat in/x/a`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe('d/\nd/a\nhello\nhello\nhello\n');
});

test('the members are listed, and names cannot harm a terminal', () => {
  shell(`mkdir d; echo hello > d/$'\\e[31m'; ln -s $'b\\xe9te' d/link; touch -h -d 2001-02-03T04:05:06Z d d/*; chmod 755 d; chmod 644 d/$'\\e[31m'
    $S -q --model order-0 d`);
  expect(surprisal(['-lv', 'd.srp']).stdout.toString().split('\n').slice(2)).toEqual([
    '    1 frame; kind records; memory 2.10 MB; media type application/x-tar',
    '    d 0755      0 B  2001-02-03T04:05:06Z  d',
    '    - 0644      6 B  2001-02-03T04:05:06Z  d/\\x1b[31m',
    '    l 0777      0 B  2001-02-03T04:05:06Z  d/link → b\\xe9te',
    '',
  ]);
});

test('a folder that exists stays, unless -f; then it is replaced as a whole', () => {
  shell('mkdir d; echo 1 > d/a; $S -q --model order-0 d; rm d/a; echo 2 > d/b');
  const { status, stderr } = surprisal(['-d', 'd.srp']);
  expect([status, stderr.toString()]).toEqual([1, 'surprisal: d.srp: d already exists; use -f to overwrite it\n']);
  expect(readdirSync(path('d'))).toEqual(['b']);
  expect(surprisal(['-qdf', 'd.srp']).status).toBe(0);
  expect(readdirSync(path('d'))).toEqual(['a']);
  expect(files()).toEqual(['d', 'd.srp']);
});

test('folders closed to their owner: replaced, restored and removed all the same', () => {
  const { stdout, stderr } =
    shell(`mkdir -p d/closed/in d/x; touch d/closed/a d/closed/in/b; chmod 500 d/closed/in d/closed d/x
    chmod 777 .; ${AS_USER} bash -c '$S -q --model order-0 d && $S -qdf d.srp && $S -qdf d.srp && chmod 555 d && $S -qdf d.srp; echo $?
    stat -c "%n %a" d d/closed d/closed/in; ls -A'`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe('0\nd 755\nd/closed 500\nd/closed/in 500\nd\nd.srp\n');
});

test('an archive made inside its folder does not contain itself; --rm leaves folders alone', () => {
  shell('mkdir d; echo 1 > d/a');
  expect(shell('$S -q --model order-0 -o d/z.srp d; $S -dc d/z.srp | tar t').stdout.toString()).toBe('d/\nd/a\n');
  expect(shell('$S --model order-0 -c d > d/y.srp; $S -dc d/y.srp | tar t').stdout.toString()).toBe(
    'd/\nd/a\nd/z.srp\n',
  );
  expect(surprisal(['--rm', 'd']).stderr.toString()).toBe(
    'surprisal: d: is a folder, and --rm removes only files; leave out --rm\n',
  );
  expect(existsSync(path('d/a'))).toBe(true);
});

const header = (name: string, more: Partial<TarHeader> = {}): TarHeader => ({
  name,
  size: 0,
  mtime: new Date(0),
  ...more,
});
const file = (name: string, body = 'evil'): TarEntry => ({ header: header(name, { size: body.length }), body });
const link = (type: 'symlink' | 'link', name: string, linkname: string): TarEntry => ({
  header: header(name, { type, linkname }),
});

test.each([
  ['..', [file('../evil')], 'the member ../evil points outside the folder'],
  ['.. within', [file('d/../../evil')], 'points outside the folder'],
  ['an absolute name', [file('/tmp/surprisal-evil')], 'points outside the folder'],
  [
    '.. in the exact name',
    [{ header: header('d/x', { pax: { 'SURPRISAL.path': '2e2e2f6576696c' } }) }],
    'points outside the folder',
  ],
  ['a file through a link', [link('symlink', 'd', '..'), file('d/evil')], 'the member d collides with another member'],
  ['a file over a link', [link('symlink', 'x', '../evil'), file('x')], 'the member x collides with another member'],
  [
    'a folder over a link',
    [link('symlink', 'x', '..'), { header: header('x/', { type: 'directory' }) }, file('x/evil')],
    'collides with another member',
  ],
  [
    'a hard link to a link',
    [link('symlink', 'x', '../secret'), link('link', 'y', 'x')],
    'is a hard link to something that is not a file of the archive',
  ],
  ['a hard link out', [link('link', 'y', '../secret')], 'points outside the folder'],
  [
    'a hard link to what is not there',
    [link('link', 'y', 'x')],
    'is a hard link to something that is not a file of the archive',
  ],
  ['a file twice', [file('x'), file('x')], 'collides with another member'],
  ['no name', [file('.')], 'has no name'],
] as const)('hostile: %s', async (_, entries, message) => {
  writeFileSync(path('secret'), 'secret');
  const tar = await packTar(entries);
  writeFileSync(path('h.srp'), await compress(tar, { model: 'order-0', metadata: { mediaType: 'application/x-tar' } }));
  const { status, stderr } = surprisal(['-d', 'h.srp']);
  expect(status).toBe(1);
  expect(stderr.toString()).toContain(message);
  expect(files()).toEqual(['h.srp', 'secret']);
  expect(readFileSync(path('secret'), 'utf8')).toBe('secret');
  expect(existsSync('/tmp/surprisal-evil')).toBe(false);
});

test('a time that never was, and a name that the file system does not take', async () => {
  const archive = async (entries: TarEntry[]): Promise<void> => {
    const options = { model: 'order-0', metadata: { mediaType: 'application/x-tar' } };
    writeFileSync(path('h.srp'), await compress(await packTar(entries), options));
  };
  for (const mtime of ['1e20', '-9e15', 'nan']) {
    await archive([{ header: header('d/x', { size: 1, pax: { mtime } }), body: 'x' }]);
    expect(surprisal(['-lv', 'h.srp']).stdout.toString()).toMatch(/ 1970-01-01T00:00:00Z {2}d\/x\n$/);
    expect(surprisal(['-qdf', 'h.srp']).status).toBe(0);
    expect(lstatSync(path('h/x')).mtimeMs).toBe(0);
  }
  await archive([file('d/x'), file(`d/${'y'.repeat(300)}`)]);
  expect(surprisal(['-df', 'h.srp']).stderr.toString()).toBe(
    `surprisal: h.srp: h: d/${'y'.repeat(300)}: file name too long\n`,
  );
  expect(readdirSync(path('h'))).toEqual(['x']);
});

test('a damaged tar, a truncated one, one of several folders', async () => {
  const archive = async (tar: Uint8Array): Promise<string> => {
    writeFileSync(
      path('h.srp'),
      await compress(tar, { model: 'order-0', metadata: { mediaType: 'application/x-tar' } }),
    );
    return surprisal(['-d', 'h.srp']).stderr.toString();
  };
  const tar = await packTar([file('a'), file('b')]);
  expect(await archive(tar.map((byte, i) => byte ^ (i === 3 ? 1 : 0)))).toMatch(/h\.srp: the tar inside is damaged/);
  expect(await archive(tar.subarray(0, 800))).toMatch(/h\.srp: the tar inside is damaged/);
  expect(files()).toEqual(['h.srp']);
  expect(await archive(tar)).toMatch(/^h\.srp → h: /);
  expect(readdirSync(path('h'))).toEqual(['a', 'b']);
});

test.each([
  [
    'shrinks',
    (big: string) => truncateSync(big, 11_000_000),
    'was truncated while it was being read; the rest is filled with zeros',
  ],
  [
    'grows',
    (big: string) => appendFileSync(big, 'more'),
    'grew while it was being read; archived at its original size',
  ],
])(
  'a folder in which a file %s and another one goes while it is read',
  { timeout: 120_000 },
  async (_, change, message) => {
    mkdirSync(path('d'));
    writeFileSync(path('d/a'), new Uint8Array(12_000_000));
    writeFileSync(path('d/z'), 'z');
    const { ended } = start(['-q', '--model', 'order-0', '--frame-size', '256K', '-j1', 'd']);
    // Something is written, so the first file is being read; the rest of it does not fit into what is held.
    await until(() => files().some((name) => name.endsWith('.tmp') && lstatSync(path(name)).size > 0));
    change(path('d/a'));
    rmSync(path('d/z'));
    const lines = [`surprisal: d: d/a ${message}`, 'surprisal: d: d/z: no such file or directory; skipped', ''];
    expect(await ended).toEqual([1, lines.join('\n')]);
    expect(shell('$S -dc d.srp | tar tv').stdout.toString()).toMatch(/ d\/\n.* 12000000 .* d\/a\n$/);
  },
);

test('what cannot be read is left out, which is an error; what has no content is left out, which is none', () => {
  mkdirSync(path('d/dark'), { recursive: true });
  writeFileSync(path('d/secret'), 'x');
  symlinkSync('loop', path('d/loop'));
  chmodSync(path('d/secret'), 0);
  chmodSync(path('d/dark'), 0);
  const { stdout, stderr } = shell(`ln d/secret d/second; mkfifo d/pipe; chmod 777 .; ${AS_USER} bash -c '
    $S --model order-0 d 2>&1 | grep -v →; echo \${PIPESTATUS[0]}; $S -dc d.srp | tar t
    rm -r d/dark d/sec*; $S -f --model order-0 d 2>&1 | grep -v →; echo \${PIPESTATUS[0]}
    $S -qf --model order-0 d; $S -f --json --model order-0 d | head -1'`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString().split('\n')).toEqual([
    'surprisal: d: d/dark: permission denied; skipped',
    'surprisal: d: d/pipe is a named pipe, which has no content; skipped',
    'surprisal: d: d/second: permission denied; skipped',
    'surprisal: d: d/secret: permission denied; skipped',
    ...['1', 'd/', 'd/dark/', 'd/loop'],
    'surprisal: d: d/pipe is a named pipe, which has no content; skipped',
    '0',
    '{"input":"d","note":"d/pipe is a named pipe, which has no content; skipped"}',
    '',
  ]);
});
