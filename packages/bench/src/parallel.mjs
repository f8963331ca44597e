/**
 * What workers save in time, and what frames cost in size: Silesia's nine files as one tar, compressed as one frame, as
 * frames by one worker, and as frames by two. Wall time, so the machine should do nothing else.
 *
 * Usage: npm run bench:parallel -- --corpora DIR [--level default] [--only two]     --only two: leave out the one frame
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compress, decompress } from 'surprisal';
import { fail, readOptionsAndCorpora } from './options.mjs';

const FILES = ['dickens', 'mr', 'nci', 'ooffice', 'osdb', 'reymont', 'samba', 'x-ray', 'xml'];
const { corpora, level, only } = readOptionsAndCorpora({
  level: { type: 'string', default: 'default' },
  only: { type: 'string' },
});

// Owner and time are not the content's: left out, the tar is the same everywhere.
const plain = ['--owner=0', '--group=0', '--mtime=@0', '--format=ustar'];
const tar = execFileSync('tar', ['-c', ...plain, '-C', join(corpora, 'bench/silesia'), ...FILES], {
  maxBuffer: 2 ** 28,
});

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

const whole = only === 'two' ? undefined : await timed(() => compress(tar, { level, frameSize: 2 ** 31 }));
if (whole) console.log(`one frame      ${whole.result.length} bytes, ${whole.seconds.toFixed(1)} s`);
const runs = [];
for (const workers of [1, 2]) {
  const packed = await timed(() => compress(tar, { level, workers }));
  const back = await timed(() => decompress(packed.result, { workers }));
  if (Buffer.compare(tar, back.result) !== 0) fail('the content did not come back');
  runs.push({ packed, back });
  const loss = whole
    ? `, ${((packed.result.length / whole.result.length - 1) * 100).toFixed(2)} % against one frame`
    : '';
  const times = `${packed.seconds.toFixed(1)} s, back ${back.seconds.toFixed(1)} s`;
  console.log(`${workers} worker${workers > 1 ? 's' : ' '}      ${packed.result.length} bytes${loss}, ${times}`);
}
const [one, two] = runs;
if (Buffer.compare(one.packed.result, two.packed.result) !== 0) fail('the archives differ');
const speedUp = (key) => (one[key].seconds / two[key].seconds).toFixed(2);
console.log(`two workers are ${speedUp('packed')} times as fast, back ${speedUp('back')} times`);
