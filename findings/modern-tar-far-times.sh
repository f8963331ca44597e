#!/usr/bin/env bash
# modern-tar 0.8.6: the time of a member after 2242-03-16, which has no room in eleven octal digits, is cut to those digits without
# an error: 2242-03-16T12:57:32 comes back as 2004-01-10T13:37:11.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent modern-tar@0.8.6 > /dev/null
cat > see.mjs <<'JS'
import { packTar, unpackTar } from 'modern-tar';
const mtime = new Date((8 ** 11 + 60) * 1000);
const [entry] = await unpackTar(await packTar([{ header: { name: 'a', size: 1, mtime }, body: 'x' }]));
console.log(`written ${mtime.toISOString()}, read ${entry.header.mtime.toISOString()}`);
process.exit(entry.header.mtime.getTime() === mtime.getTime() ? 1 : 0);
JS
node see.mjs
