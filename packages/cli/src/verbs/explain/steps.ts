/** Prints how a classical coder encodes a file, one line per step. */
import { CODECS, type Step } from 'surprisal/classical';
import { grouped } from '../../base/numbers.js';
import { escaped } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { readWhole } from '../../files/read-whole.js';
import { forEachFile } from '../../files/run.js';

/** @param name of a codec. @returns the exit code. */
export async function explainSteps(settings: Settings, name: string): Promise<number> {
  const codec = CODECS[name] as (typeof CODECS)[string];
  return forEachFile(settings, 'report', async ({ file, name: title }) => {
    const bytes = await readWhole(file);
    for (const step of codec.steps(bytes)) {
      process.stdout.write(`${settings.json ? JSON.stringify(step) : sentence(step, bytes)}\n`);
    }
    if (settings.json || settings.quiet) return;
    const size = codec.encode(bytes).length;
    process.stderr.write(`${escaped(title)}: ${grouped(bytes.length)} → ${grouped(size)} bytes with ${name}\n`);
  });
}

/** Bytes of text in quotes, others as numbers. */
function quoted(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) =>
    byte > 31 && byte < 127 ? String.fromCharCode(byte) : `\\x${hex(byte)}`,
  ).join('');
  return `'${text.length > 60 ? `${text.slice(0, 57)}...` : text}'`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

const one = (byte: number): string => quoted(Uint8Array.of(byte));

/** A node of Huffman's tree: a byte, or one that was made. */
function node(n: number): string {
  return n < 256 ? one(n) : `#${n - 255}`;
}

function sentence(step: Step, bytes: Uint8Array): string {
  const at = 'at' in step ? `${String(step.at).padStart(8)}  ` : '';
  switch (step.kind) {
    case 'merge':
      return `merge ${node(step.left)} and ${node(step.right)}: ${grouped(step.weight)} occurrences`;
    case 'codeword':
      return `${symbol(step)}  ${step.bits}`;
    case 'interval':
      return `${at}${one(step.byte)} ${step.count}/${step.total}  [${step.low}, ${step.high}) / ${step.denominator}`;
    case 'point':
      return `0.${step.bits} in binary lies in the last interval`;
    case 'sign':
      return `${at}${escaped(step.text)}  ${step.sign || 'gap'}  ${step.units} units`;
    case 'block':
      return `${at}${step.last ? 'last ' : ''}block, ${step.type}: ${grouped(step.bits)} bits of header`;
    case 'literal':
      return `${at}${one(step.byte)}  ${step.bits} bits`;
    case 'match':
      return `${at}${quoted(bytes.subarray(step.at, step.at + step.length))}  ${step.length} bytes from ${step.distance} back, ${step.bits} bits`;
    case 'phrase': {
      const phrase = quoted(bytes.subarray(step.at, step.at + step.length));
      const added = step.added === undefined ? '' : `; with the next byte, added as code ${step.added}`;
      return `${at}${phrase}  code ${step.code}, ${step.bits} bits${added}`;
    }
    case 'clear':
      return `${at}clear the dictionary, ${step.bits} bits`;
  }
}

function symbol({ symbol, of }: Extract<Step, { kind: 'codeword' }>): string {
  if (of === 'distances') return `distance ${symbol}`;
  return symbol < 256 ? one(symbol) : symbol === 256 ? 'end of block' : `length ${symbol}`;
}
