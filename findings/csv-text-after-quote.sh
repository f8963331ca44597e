#!/usr/bin/env bash
# A cell that goes on after its closing quote, `"c"d,e`, is read in as many ways as there are parsers:
# csv-parse 7.0.3 refuses it, papaparse 5.7.1 reports an error beside its reading, d3-dsv 3.0.2 and udsv 0.7.3 say nothing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent csv-parse@7.0.3 papaparse@5.7.1 d3-dsv@3.0.2 udsv@0.7.3 > /dev/null
cat > see.mjs <<'JS'
import { parse } from 'csv-parse/sync';
import Papa from 'papaparse';
import { csvParseRows } from 'd3-dsv';
import { inferSchema, initParser } from 'udsv';
const text = 'a,b\n"c"d,e\n';
const tried = (read) => { try { return JSON.stringify(read()); } catch (error) { return `${error.code ?? error.name}`; } };
const seen = {
  'csv-parse': tried(() => parse(text)),
  papaparse: tried(() => { const { data, errors } = Papa.parse(text.trim()); return [data[1], errors.length]; }),
  'd3-dsv': tried(() => csvParseRows(text)[1]),
  udsv: tried(() => initParser(inferSchema(text)).stringArrs(text)[0]),
};
console.log(seen);
process.exit(new Set(Object.values(seen)).size === 4 ? 0 : 1);
JS
node see.mjs
