#!/usr/bin/env bash
# Node 20: `pipeline(iterable, destination)` whose destination is destroyed calls the iterator's `return()` only when the
# pending `next()` has settled, and rejects only then: a source that works for long goes on for a reader that has left.
# Wrapped in Readable.from, the source's pipeline rejects at once.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent node@20.20.2 > /dev/null
cat > see.mjs <<'JS'
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
const slow = () => ({
  [Symbol.asyncIterator]() { return this; },
  next: () => new Promise((resolve) => setTimeout(resolve, 1500, { done: false, value: Buffer.from('x') })),
  return: async () => ({ done: true, value: undefined }),
});
async function took(source) {
  const [destination, start] = [new PassThrough(), performance.now()];
  setTimeout(() => destination.destroy(), 100);
  await pipeline(source, destination).catch(() => {});
  return Math.round((performance.now() - start) / 100) / 10;
}
const [plain, wrapped] = [await took(slow()), await took(Readable.from(slow()))];
console.log(`${process.version}: an iterable ends after ${plain} s, the same in Readable.from after ${wrapped} s; the reader left after 0.1 s`);
process.exit(plain >= 1.4 && wrapped < 1 ? 0 : 1);
JS
./node_modules/.bin/node see.mjs
