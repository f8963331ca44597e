/** What is kept of the members of folders: names, modes, owners, times; and by other tars, both ways. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { packTar } from 'modern-tar';
import { compress } from 'surprisal';
import { beforeEach, expect, test } from 'vitest';
import { AS_USER, files, IS_ROOT, path, shell, surprisal } from './support.js';

beforeEach(() => {
  shell('chmod -R u+rwx .');
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
});

/** Names as bytes, kinds, modes, owners, times to the nanosecond, what links say, how many names a file has. */
const LIST = `(cd $1; find . -printf '%p %y %m %U %G %T@ %l %n\\n' | sort)`;
const MAKE = `
  mkdir -p d/sub/deep d/empty d/closed
  echo hello > d/a; seq 3000 > d/sub/numbers; : > d/none; truncate -s 300K d/sparse
  ln d/a d/sub/again; ln -s ../a d/sub/soft; ln -s . d/loop; ln -s /nowhere d/dangling
  touch d/$'new\\nline' d/$'b\\xe9te' d/$'\\xfc'; ln -s $'t\\xff' d/bytes; touch d/$(printf 'long%.0s' {1..60})
  mkdir -p d/$(printf 'way%.0s' {1..60})/$(printf 'down%.0s' {1..40}); for n in d/way*/down*; do touch $n/café; done
  chmod 640 d/a; chmod 755 d/sub/numbers; chmod 1777 d/empty; chmod 500 d/closed
  touch -d '2001-02-03 04:05:06.123456789' d/a d/sub d/closed; touch -h -d '1999-01-01 00:00:01.5' d/loop
  touch -h -d '1969-12-31 23:59:59.999999999' d/sub/deep d/sub/soft d/none; touch -d @-2000000000.000000001 d/empty
  touch -d @8589934592 d/sub/numbers; touch -d @8589934591.999999999 d/sparse`;

/** Writes the archive of a folder of which this is the tar. */
async function archive(name: string, tar: Uint8Array): Promise<void> {
  const options = { model: 'order-0', metadata: { mediaType: 'application/x-tar' } };
  writeFileSync(path(name), await compress(tar, options));
}

test('names, modes, times and links come back', () => {
  const { stdout, stderr } = shell(`${MAKE}
    list() { ${LIST}; }
    $S -q --model order-1 d && $S -c --model order-1 d | cmp - d.srp
    list d > before; mv d old; $S -qd d.srp; list d > after; cmp before after && diff -r --no-dereference old d && echo same`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe('same\n');
});

test('tar extracts the same, but for fractions of seconds', () => {
  const { stdout, stderr } = shell(`${MAKE}
    list() { ${LIST} | sed -E 's/( -?[0-9]+)\\.[0-9]+ /\\1 /'; }
    find d -exec touch -h -d @981173106 {} +; touch -d @-86400 d/a; touch -d @8589934592 d/none
    $S -q --model order-1 d; list d > before; mkdir o; $S -dc d.srp | tar xp --warning=no-timestamp -C o; list o/d | cmp - before && diff -r --no-dereference d o/d && echo same`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe('same\n');
});

test.each(['v7', 'oldgnu', 'gnu', 'ustar', 'posix'])('tars of GNU tar are restored: %s', async (format) => {
  const old = format === 'v7' || format === 'ustar';
  const made = shell(`${MAKE.split('\n')
    .filter((line) => !(old && /way|long/.test(line)))
    .join('\n')}
    ${format === 'posix' ? 'true' : 'find d -exec touch -h -d @981173106 {} +'}; touch -d @${old ? 86400 : -86400} d/none
    tar -c --sort=name --format=${format} d`);
  expect(made.stderr.toString()).toBe('');
  await archive('d.srp', made.stdout);
  const { stdout, stderr } = shell(`list() { ${LIST}; }; list d > before; mv d old
    $S -qd d.srp && list d | diff before - && diff -r --no-dereference old d && echo same`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe('same\n');
});

test('a file that GNU tar stored without its holes is refused, and not restored as something else', async () => {
  for (const format of ['gnu', 'posix']) {
    const { stdout } = shell(`mkdir -p d; truncate -s 1M d/sparse; echo x >> d/sparse; tar -cS --format=${format} d`);
    await archive('h.srp', stdout);
    expect(surprisal(['-d', 'h.srp']).stderr.toString()).toMatch(/is a sparse file in GNU tar's format/);
    expect(files()).toEqual(['d', 'h.srp']);
  }
});

test('members as earlier versions wrote them: names in hexadecimal, times in pax headers', async () => {
  const pax = { 'SURPRISAL.path': Buffer.from('d/b\xe9', 'latin1').toString('hex'), mtime: '-1.5' };
  const tar = await packTar([{ header: { name: 'd/b\\xe9', size: 1, pax }, body: 'x' }]);
  await archive('h.srp', tar);
  expect(surprisal(['-qd', 'h.srp']).status).toBe(0);
  expect(shell(`stat -c '%n %.9Y' h/*`).stdout.toString('latin1')).toBe('h/b\xe9 -1.500000000\n');
});

test.runIf(IS_ROOT)('owners, and with them set-user-ID, are restored by root, unless --no-same-owner', () => {
  const { stdout, stderr } =
    shell(`mkdir d; echo 1 > d/a; ln -s a d/l; mkdir d/m; touch d/big; chown -h 1234:2345 d/a d/l d/m
    chown 4000000:bin d/big; chmod 6755 d/a; chmod 2775 d/m; list() { (cd $1; stat -c '%n %u %G %a' . a big l m); }
    list d > before; $S -q --model order-0 d; mv d o; $S -qd d.srp; list d | diff before - && echo same
    $S -dc d.srp | tar tv | sed -n '2p;3p' | tr -s ' ' | cut -d ' ' -f 1,2
    $S -df --no-same-owner d.srp 2>&1 | grep -v '→'; list d`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString().split('\n')).toEqual([
    'same',
    '-rwsr-sr-x 1234/2345',
    '-rw-r--r-- 4000000/bin',
    'surprisal: d.srp: d/a and 1 more: restored without set-user-ID and set-group-ID, because owners are not restored',
    ...['. 0 root 755', 'a 0 root 755', 'big 0 root 644', 'l 0 root 777', 'm 0 root 775', ''],
  ]);
});

test('owners cannot be restored by others than root: then there is no set-user-ID', () => {
  const { stdout, stderr } = shell(`mkdir d; echo 1 > d/a; chmod 4755 d/a; chmod 777 .; ${AS_USER} bash -c '
    chmod 4755 d/a; $S -q --model order-0 d; $S -df d.srp 2>&1 | grep -v →; stat -c %a d/a; $S -qdf d.srp'`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe(
    'surprisal: d.srp: d/a: restored without set-user-ID and set-group-ID, because owners are not restored\n755\n',
  );
});

test('the same folder gives the same bytes, and without owners whoever has it', () => {
  const { stdout, stderr } = shell(`mkdir -p a/d; echo 1 > a/d/x; touch -d 2001-02-03T04:05:06.7Z a/d/x a/d; cp -a a b
    ${IS_ROOT ? 'chown -R 1234:2345 b' : ''}
    for o in a b; do $S -q --model order-0 --no-same-owner -o $o.srp $o/d; $S -q --model order-0 -o $o.2 $o/d; done
    cmp a.srp b.srp && cmp -s a.2 b.2 || echo other owners`);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe(IS_ROOT ? 'other owners\n' : '');
});

test.runIf(existsSync('/proc/sys/kernel/random/boot_id'))(
  'files of /proc, which have a size of 0, are archived',
  () => {
    const { stdout } =
      shell(`$S -q --model order-0 -o p.srp /proc/sys/kernel/random; $S -dc p.srp | tar xO random/boot_id
    cat /proc/sys/kernel/random/boot_id`);
    const [archived, now] = stdout.toString().trim().split('\n');
    expect(archived).toMatch(/^[0-9a-f-]{36}$/);
    expect(archived).toBe(now);
  },
);

test.runIf(process.platform === 'linux')(
  'all of a folder is written to the disk in one step; file by file where there is none',
  () => {
    const { stdout, stderr } =
      shell(`mkdir -p d bin; for n in {1..40}; do echo $n > d/$n; done; cp -a d before; $S -q --model order-0 d
    printf '#!/bin/sh\\necho "$@" | sed "s/[.].*tmp/TMP/" >> log\\nexit $(cat fails)\\n' > bin/sync; chmod +x bin/sync
    for fails in 0 1; do echo $fails > fails; PATH=$PWD/bin:$PATH $S -qdf d.srp && diff -r before d && cat log; rm log; done`);
    expect(stderr.toString()).toBe('');
    expect(stdout.toString()).toBe('-f -- TMP\n-f -- TMP\n');
  },
);

test('small files take fewer bytes than tar and xz, which keep no fractions of seconds', { timeout: 60_000 }, () => {
  const { stdout, stderr } = shell(`mkdir d; for n in {1..400}; do echo "entry $n $((n * n % 97))" > d/$n
    touch -d @$((1700000000 + n * 7654321 % 30000000)).$((100000000 + n * 7919317 % 900000000)) d/$n; done
    $S -q d; stat -c %s d.srp; tar c --sort=name d | xz -9e | wc -c`);
  expect(stderr.toString()).toBe('');
  const [ours, xz] = stdout.toString().trim().split('\n').map(Number);
  expect(ours).toBeLessThan(xz as number);
});
