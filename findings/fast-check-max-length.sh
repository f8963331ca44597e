#!/usr/bin/env bash
# fast-check 4.10.2: an arbitrary with `maxLength` alone stays far below it: arrays have ten elements at most, unless a `size`
# is given or `defaultSizeToMaxWhenMaxSpecified` is configured. A property "for arrays up to 600" has then been tried on ten.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent fast-check@4.10.2 > /dev/null
cat > see.mjs <<'JS'
import fc from 'fast-check';
const longest = (options) => Math.max(...fc.sample(fc.uint8Array(options), { numRuns: 2000, seed: 1 }).map((a) => a.length));
const [alone, sized] = [longest({ maxLength: 600 }), longest({ maxLength: 600, size: 'max' })];
console.log(`longest of 2,000 samples: maxLength alone ${alone}, with size 'max' ${sized}`);
process.exit(alone <= 10 && sized > 500 ? 0 : 1);
JS
node see.mjs
# seen: longest of 2,000 samples: maxLength alone 10, with size 'max' 599
