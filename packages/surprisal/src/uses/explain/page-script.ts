/**
 * The behaviour of the page: it paints the visible parts, describes the character under the pointer (or the finger, or the
 * arrow keys), and jumps to the place selected on the curve or by a passage. Text is split into parts that stay plain
 * until they come near the viewport, so that a long text opens at once.
 */
export const PAGE_SCRIPT = `'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const decoded = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const [bytes, bits, against, predicted, probabilities] =
  [data.bytes, data.bits, data.against, data.predicted, data.probabilities].map(decoded);
const view = document.getElementById('view');
const tip = document.getElementById('tip');
const compares = against.length > 0;
const PART = 4096;

const cost = (which, start, end) => { let sum = 0; for (let i = start; i < end; i++) sum += which[i]; return sum / 10; };
const EDGES = [0.5, 1, 2, 3, 4.5, 6, 8, 11, 15];
const heat = (b) => { let step = 0; while (step < 9 && b >= EDGES[step]) step++; return 'h' + step; };
const DIFFERENCES = [-8, -4, -2, -0.7, -0.7, 0.7, 0.7, 2, 5];
const difference = (d) => { let step = 0; while (step < 9 && d >= DIFFERENCES[step]) step++; return step === 5 ? 'h0' : 'd' + step; };
const colour = (start, end) => compares
  ? difference(cost(bits, start, end) - cost(against, start, end))
  : heat(cost(bits, start, end));

function legend() {
  const to = document.getElementById('legend');
  const add = (name, text) => { const i = document.createElement('i'); i.className = name; i.textContent = text; to.append(i); };
  if (compares) {
    add('', 'bits of a character:');
    add('d0', data.models[0] + ' is cheaper'); add('d2', ''); add('h0', 'alike'); add('d8', ''); add('d9', data.models[1] + ' is cheaper');
  } else {
    add('', 'bits of a character:');
    ['0', ...EDGES].forEach((edge, step) => add('h' + step, edge + (step === 9 ? ' or more' : '')));
  }
}

const lengthAt = (at) => {
  const first = bytes[at];
  const n = first < 0xc2 || first > 0xf4 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 1; i < n; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 1;
  return n;
};
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const nameOf = (start, end) => {
  const text = utf8.decode(bytes.subarray(start, end));
  const names = { '\\n': 'line break', ' ': 'space', '\\t': 'tab', '\\r': 'carriage return' };
  const byte = bytes[start];
  return names[text] ?? (end - start === 1 && (byte < 32 || byte > 126) ? 'byte ' + byte.toString(16).padStart(2, '0') : text);
};

const parts = [];
function cut() {
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + PART, bytes.length);
    while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end++;
    const element = document.createElement('span');
    element.textContent = utf8.decode(bytes.subarray(start, end));
    view.append(element);
    parts.push({ start, end, element, painted: false });
    start = end;
  }
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) paint(parts.find(({ element }) => element === target));
  }, { root: view, rootMargin: '400px' });
  for (const { element } of parts) near.observe(element);
}
function paint(part) {
  if (part.painted) return;
  part.painted = true;
  const all = document.createDocumentFragment();
  for (let at = part.start; at < part.end; ) {
    const end = at + lengthAt(at);
    const i = document.createElement('i');
    i.className = colour(at, end);
    i.dataset.at = at;
    i.textContent = utf8.decode(bytes.subarray(at, end));
    all.append(i);
    at = end;
  }
  part.element.replaceChildren(all);
}

function tell(at, end, x, y) {
  const row = (label, value) => '<tr><td>' + label + '</td><td>' + value + '</td></tr>';
  const escaped = (text) => text.replace(/[&<]/g, (c) => '&#' + c.charCodeAt(0) + ';');
  let html = '<b>' + escaped(end - at > 16 ? 'bytes ' + at + ' to ' + end : nameOf(at, end)) + '</b> at ' + at + '<table>';
  data.models.forEach((model, i) => {
    const b = cost(i ? against : bits, at, end);
    html += row(escaped(model), b.toFixed(1) + ' bits' + (end - at === 1 ? ', p ' + (2 ** -b).toPrecision(2) : ''));
  });
  html += '</table>';
  if (data.top > 0 && end - at < 5) {
    html += 'expected' + (end - at > 1 ? ' for its first byte' : '') + '<table>';
    for (let rank = 0; rank < data.top; rank++) {
      const byte = predicted[at * data.top + rank];
      const p = probabilities[at * data.top + rank] / 255;
      const name = byte > 32 && byte < 127 ? String.fromCharCode(byte) : { 10: 'line break', 32: 'space', 9: 'tab' }[byte] ?? byte.toString(16).padStart(2, '0');
      html += '<tr><td>' + escaped(name) + '</td><td><meter value="' + p + '"></meter></td><td>' + (100 * p).toFixed(0) + ' %</td></tr>';
    }
    html += '</table>';
  }
  tip.innerHTML = html;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(x + 12, innerWidth - width - 4)) + 'px';
  tip.style.top = (y + 20 + height > innerHeight ? Math.max(4, y - height - 12) : y + 20) + 'px';
}
let marked;
function mark(element) {
  marked?.classList.remove('at');
  marked = element;
  marked?.classList.add('at');
}
function goTo(at) {
  if (!data.isText) return;
  const part = parts.find(({ end }) => at < end) ?? parts.at(-1);
  if (!part) return;
  paint(part);
  const all = part.element.children;
  let i = 0;
  while (i < all.length - 1 && Number(all[i + 1].dataset.at) <= at) i++;
  mark(all[i]);
  all[i].scrollIntoView({ block: 'center' });
}
function tellMarked() {
  const at = Number(marked.dataset.at);
  const { left, bottom } = marked.getBoundingClientRect();
  tell(at, at + lengthAt(at), left, bottom - 16);
}

function map() {
  const width = 128;
  const cell = Math.max(1, Math.ceil(bytes.length / (width * 192)));
  const cells = Math.ceil(bytes.length / cell);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.max(1, Math.ceil(cells / width));
  const context = canvas.getContext('2d');
  const probe = document.createElement('i');
  view.append(probe);
  const colours = new Map();
  for (let c = 0; c < cells; c++) {
    const [start, end] = [c * cell, Math.min((c + 1) * cell, bytes.length)];
    const name = compares ? difference((cost(bits, start, end) - cost(against, start, end)) / (end - start)) : heat(cost(bits, start, end) / (end - start));
    if (!colours.has(name)) { probe.className = name; colours.set(name, getComputedStyle(probe).backgroundColor); }
    context.fillStyle = colours.get(name);
    context.fillRect(c % width, Math.floor(c / width), 1, 1);
  }
  probe.replaceWith(canvas);
  canvas.addEventListener('pointermove', (event) => {
    const c = Math.floor((event.offsetX / canvas.clientWidth) * width) + width * Math.floor((event.offsetY / canvas.clientHeight) * canvas.height);
    if (c < cells) tell(c * cell, Math.min((c + 1) * cell, bytes.length), event.clientX, event.clientY);
  });
}

legend();
if (data.isText) cut(); else map();
const pointed = (event) => {
  const at = event.target.dataset?.at;
  if (at === undefined || event.target.tagName !== 'I') { if (data.isText) tip.hidden = true; return; }
  tell(Number(at), Number(at) + lengthAt(Number(at)), event.clientX, event.clientY);
};
view.addEventListener('pointermove', pointed);
view.addEventListener('pointerdown', (event) => { if (event.target.tagName === 'I') mark(event.target); pointed(event); });
view.addEventListener('pointerleave', () => { tip.hidden = true; });
view.addEventListener('scroll', () => { tip.hidden = true; });
view.addEventListener('keydown', (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by || !data.isText || bytes.length === 0) return;
  event.preventDefault();
  if (!marked) goTo(0);
  else {
    let at = Number(marked.dataset.at) + (by > 0 ? lengthAt(Number(marked.dataset.at)) : -1);
    while (at > 0 && by < 0 && (bytes[at] & 0xc0) === 0x80) at--;
    if (at >= 0 && at < bytes.length) goTo(at);
  }
  tellMarked();
});
document.getElementById('curve').addEventListener('click', (event) => {
  const box = event.currentTarget.getBoundingClientRect();
  goTo(Math.floor(Math.max(0, ((event.clientX - box.left) / box.width * 600 - 26) / 572) * bytes.length));
});
document.querySelector('aside').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (link) { event.preventDefault(); goTo(Number(link.dataset.at)); }
});
`;
