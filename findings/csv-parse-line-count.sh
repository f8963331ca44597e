#!/usr/bin/env bash
# csv-parse 7.0.3: with several record delimiters, a \r\n inside a quoted cell counts as two lines, so that line numbers in
# messages about later rows are too large by one for each such break. With \n alone they are right.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent csv-parse@7.0.3 > /dev/null
cat > see.mjs <<'JS'
import { parse } from 'csv-parse/sync';
const last = (text) => parse(text, { info: true, record_delimiter: ['\r\n', '\n'] }).at(-1).info.lines;
const [two, one] = [last('a,b\r\n"x\r\ny",1\r\nz,2\r\n'), last('a,b\n"x\ny",1\nz,2\n')];
console.log(`lines before the end of the same three records: with \\r\\n ${two}, with \\n ${one}`);
process.exit(two === one + 1 ? 0 : 1);
JS
node see.mjs
