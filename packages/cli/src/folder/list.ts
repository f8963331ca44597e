/** Lists the members of a folder's archive, one per line. */

import { scaled } from '../base/numbers.js';
import { escaped } from '../base/terminal.js';
import { dateOf, secondsOf } from '../files/times.js';
import { type Member, nameText } from './member.js';
import { members } from './tar/read.js';

/** @param tar its bytes. */
export async function* memberLines(tar: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  for await (const { member } of members(tar)) yield line(member);
}

function line({ name, kind, size, mode, modified, target }: Member): string {
  const letters: Readonly<Record<Member['kind'], string>> = {
    file: '-',
    directory: 'd',
    symlink: 'l',
    link: 'h',
    other: '?',
  };
  const permissions = mode.toString(8).padStart(4, '0');
  const time = dateOf(modified)?.date.toISOString().replace(/\..*/, 'Z') ?? `@${secondsOf(modified).seconds}`;
  const link = target === undefined ? '' : ` → ${escaped(nameText(target))}`;
  return `    ${letters[kind]} ${permissions} ${scaled(size).padStart(8)}  ${time}  ${escaped(nameText(name))}${link}`;
}
