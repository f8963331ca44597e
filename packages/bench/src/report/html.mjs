/** report.html: one file, no network; tables that sort at a click. */
import { labelOf } from '../../peers/index.mjs';
import { CORPORA } from '../corpora.mjs';
import { GROUPS } from './svg.mjs';
import { groupBy, linesOf, megabytes, number, times } from './tables.mjs';

const escapeHtml = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
h2 { margin-top: 3rem } svg { max-width: 100%; height: auto }
.scroll { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: 2px 10px; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: #fff }
th { cursor: pointer; user-select: none; vertical-align: bottom } th[aria-sort]::after { content: ' ▴' }
th[aria-sort=descending]::after { content: ' ▾' } tr.ours td { font-weight: 700 } td.bad { color: #a00; white-space: normal; min-width: 26em; text-align: left }
details { margin: 1rem 0 } nav a { margin-right: 1rem }`;

const SCRIPT = `
for (const table of document.querySelectorAll('table')) table.tHead.addEventListener('click', ({ target }) => {
  const head = target.closest('th'), column = head.cellIndex, down = head.getAttribute('aria-sort') === 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const compare = (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === '' || y === '') return (x === '') - (y === '');
    const order = Number.isNaN(Number(x)) || Number.isNaN(Number(y)) ? x.localeCompare(y) : x - y;
    return down ? -order : order;
  };
  table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
});`;

/** @param {{ rows: import('./rows.mjs').Row[], plots: Record<string, string> }} results */
export function reportPage({ rows, plots }) {
  const corpora = [...groupBy(rows, ({ corpus }) => corpus)];
  const links = corpora.map(([corpus]) => `<a href="#${corpus}">${escapeHtml(CORPORA[corpus].title)}</a>`);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>surprisal: results</title><style>${STYLE}</style>
<h1>Results</h1>
<p>Every size is of a real archive that was decoded and compared. Times are processor time as a ratio to <code>xz -9e</code>
compressing the same bytes in the same run. A click on a column sorts by it.</p>
<nav>${links.join('\n')}</nav>
${corpora.map(([corpus, own]) => section(corpus, own, plots)).join('\n')}
${Object.entries(plots)
  .filter(([name]) => name.startsWith('history-'))
  .map(([, svg]) => `<h2>Ours, by commit</h2>${svg}`)
  .join('\n')}
<script>${SCRIPT}</script></html>
`;
}

function section(corpus, rows, plots) {
  const own = Object.entries(plots)
    .filter(([name]) => name.startsWith(`${corpus}-`))
    .map(([, svg]) => svg);
  const summary = corpus === 'lengths' ? '' : summaryTable(rows);
  return `<h2 id="${corpus}">${escapeHtml(CORPORA[corpus].title)}</h2>${own.join('\n')}${summary}
<details${corpus === 'lengths' ? ' open' : ''}><summary>Bytes of every file</summary>${fileTable(rows)}</details>`;
}

function summaryTable(rows) {
  const head = [
    'program',
    'kind',
    'version',
    'files',
    'bytes',
    'bits/byte',
    'compress × xz',
    'decompress × xz',
    'MB',
    '',
  ];
  const body = linesOf(rows).map((line) => {
    const problem = failures(line) || line.notRun;
    const ran = line.files > 0;
    const cells = [
      cell(line.program),
      cell(GROUPS[line.group].title),
      cell(line.version.replace(/ [0-9a-f]{16}$/, '')),
      cell(`${line.files} of ${line.all}`, line.files),
      cell(ran ? number(line.packed) : '', ran ? line.packed : ''),
      cell(ran ? line.bpb.toFixed(3) : ''),
      cell(ran ? times(line.compress) : ''),
      cell(ran ? times(line.decompress) : ''),
      cell(megabytes(line.memory), Number.isFinite(line.memory) ? line.memory : ''),
      `<td class="bad">${escapeHtml(problem ?? '')}</td>`,
    ];
    return `<tr${line.group === 'ours' ? ' class="ours"' : ''}>${cells.join('')}</tr>`;
  });
  return page(head, body);
}

/** The first of a program's failures, and how many there are. */
function failures({ failed }) {
  if (failed.length === 0) return '';
  const [{ file, status, detail }] = failed;
  return `${file}: ${status}: ${detail}${failed.length > 1 ? `; and ${failed.length - 1} more` : ''}`;
}

function fileTable(rows) {
  const files = [...new Map(rows.map(({ file, bytes }) => [file, bytes]))];
  const programs = groupBy(
    rows.filter(({ status }) => status === 'ok'),
    ({ program }) => program,
  );
  const body = [...programs].map(([program, own]) => {
    const byFile = new Map(own.map(({ file, packed }) => [file, packed]));
    const cells = files.map(([file]) =>
      byFile.has(file) ? cell(number(byFile.get(file)), byFile.get(file)) : cell(''),
    );
    return `<tr${own[0].group === 'ours' ? ' class="ours"' : ''}>${cell(own[0].group === 'ours' ? program : labelOf(program))}${cells.join('')}</tr>`;
  });
  return page(['program', ...files.map(([file, bytes]) => `${file}<br>${number(bytes)}`)], body);
}

const page = (head, body) =>
  `<div class="scroll"><table><thead><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;

const cell = (text, value) => `<td${value === undefined ? '' : ` data-value="${value}"`}>${escapeHtml(text)}</td>`;
